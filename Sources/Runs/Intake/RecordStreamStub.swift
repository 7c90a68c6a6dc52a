import Records

extension RecordSource: RecordStream {}
package struct Trailer { package var count: Int?; package var cents: Int64?; package var line: Int }
package protocol RecordStream: AnyObject {
    func next() throws(SourceError) -> RecordSource.Step
    var column: Int { get }
    var bytesRead: Int64 { get }
    var isEmpty: Bool { get }
    var trailer: Trailer? { get }
    func sourceColumn(of pointer: String) -> String?
}
extension RecordSource {
    package var trailer: Trailer? { nil }
    package func sourceColumn(of pointer: String) -> String? { nil }
}

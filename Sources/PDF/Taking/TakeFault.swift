import System

/// Why pages could not be taken, as a sentence for the person who asked for them.
package enum TakeFault: Error, CustomStringConvertible {
    case nothing
    case unreadable(SystemError)
    case noSuchPage(String, page: Int, count: Int)
    case damaged(String, String)
    /// A PDF file of a shape that Billpress does not write, and that qpdf could not bring into it either.
    case unfamiliar(String, String)
    /// The same, and qpdf is not installed.
    case missingProgram(String, String, program: String)
    case mark(String)
    case sink(SystemError)
    case file(PDFError)

    /// Writes, and tells what stops it as a fault of the taking.
    static func writing<Made>(_ step: () throws(PDFError) -> Made) throws(TakeFault) -> Made {
        do { return try step() } catch {
            if case .sink(let cause) = error { throw .sink(cause) }
            throw .file(error)
        }
    }

    package var description: String {
        switch self {
        case .nothing: "no pages are asked for"
        case .unreadable(let error): error.isAbsent ? "\(error.path) is not there" : error.description
        case .noSuchPage(let path, let page, let count):
            "there is no page \(page) in \(path), which has \(count == 1 ? "1 page" : "pages 1 to \(count)")"
        case .damaged(let path, let what): "\(path) is damaged, and nothing is taken from it: \(what)"
        case .unfamiliar(let path, let what): "no pages can be taken from \(path), which Billpress did not write: \(what)"
        case .missingProgram(let path, let what, let program):
            "\(path) is not as Billpress writes files (\(what)), and \(program), which reads others, is not installed: apt-get install qpdf"
        case .mark(let what): "the mark for the pages cannot be made: \(what)"
        case .sink(let error): error.description
        case .file(let error): error.description
        }
    }
}

/// Builds the tree of a whole JSON file and knows the place of everything in it.
struct JSONParser {
    private var cursor: JSONCursor
    private var finder: PlaceFinder
    private let file: String
    private var room: [UInt8]

    /// Levels of nesting in a file; a contract takes two for each level of its records.
    private static let deepest = 160

    init(_ start: UnsafePointer<UInt8>, count: Int, file: String) {
        cursor = JSONCursor(start, count: count)
        finder = PlaceFinder(start: start)
        self.file = file
        room = [UInt8](repeating: 0, count: count + JSONCursor.slack)
        if count >= 3, start[0] == 0xEF, start[1] == 0xBB, start[2] == 0xBF {
            cursor.at += 3
            finder = PlaceFinder(start: start + 3)
        }
    }

    mutating func document() throws(JSONSyntaxError) -> JSONValue {
        cursor.skipSpace()
        guard cursor.at < cursor.end else { throw error(at: cursor.at, "the file is empty") }
        if cursor.next == 0 || cursor.next == 0xFE || cursor.next == 0xFF || (cursor.end - cursor.at > 1 && cursor.at[1] == 0) {
            throw error(at: cursor.at, "the file is not UTF-8 (it looks like UTF-16); save it as UTF-8")
        }
        let value = try value(level: 0)
        cursor.skipSpace()
        guard cursor.at == cursor.end else { throw halt(.trailing) }
        return value
    }

    private mutating func value(level: Int) throws(JSONSyntaxError) -> JSONValue {
        let start = cursor.at
        let place = finder.place(of: start)
        guard level < JSONParser.deepest else {
            throw error(at: start, "the file is nested deeper than \(JSONParser.deepest) levels")
        }
        switch cursor.next {
        case UInt8(ascii: "{"): return JSONValue(content: .object(try members(level: level)), place: place)
        case UInt8(ascii: "["): return JSONValue(content: .array(try items(level: level)), place: place)
        case UInt8(ascii: "\""): return JSONValue(content: .string(try text()), place: place)
        case UInt8(ascii: "-"), 0x30...0x39:
            try step { cursor throws(JSONHalt) in _ = try cursor.number() }
            let digits = String(decoding: UnsafeBufferPointer(start: start, count: cursor.at - start), as: UTF8.self)
            return JSONValue(content: .number(digits), place: place)
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
            var literal = JSONLiteral.null
            try step { cursor throws(JSONHalt) in literal = try cursor.literal() }
            return JSONValue(content: literal == .null ? .null : .bool(literal == .yes), place: place)
        default:
            throw halt(.value)
        }
    }

    private mutating func members(level: Int) throws(JSONSyntaxError) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        var places: [[UInt8]: Place] = [:]
        cursor.at += 1
        cursor.skipSpace()
        if cursor.take(UInt8(ascii: "}")) { return [] }
        while true {
            guard cursor.next == UInt8(ascii: "\"") else { throw halt(.key) }
            let start = cursor.at
            let place = finder.place(of: start)
            let key = try text()
            if let earlier = places.updateValue(place, forKey: Array(key.utf8)) {
                throw error(at: start, "the name \(key) is here a second time; the first is on line \(earlier.line)")
            }
            cursor.skipSpace()
            guard cursor.take(UInt8(ascii: ":")) else { throw halt(.colon) }
            cursor.skipSpace()
            members.append(JSONValue.Member(key: key, place: place, value: try value(level: level + 1)))
            cursor.skipSpace()
            if cursor.take(UInt8(ascii: "}")) { return members }
            guard cursor.take(UInt8(ascii: ",")) else { throw halt(.commaOrBrace) }
            cursor.skipSpace()
        }
    }

    private mutating func items(level: Int) throws(JSONSyntaxError) -> [JSONValue] {
        var items: [JSONValue] = []
        cursor.at += 1
        cursor.skipSpace()
        if cursor.take(UInt8(ascii: "]")) { return [] }
        while true {
            items.append(try value(level: level + 1))
            cursor.skipSpace()
            if cursor.take(UInt8(ascii: "]")) { return items }
            guard cursor.take(UInt8(ascii: ",")) else { throw halt(.commaOrBracket) }
            cursor.skipSpace()
        }
    }

    private mutating func text() throws(JSONSyntaxError) -> String {
        cursor.at += 1
        var string = ""
        var room = room
        self.room = []
        defer { self.room = room }
        try step { cursor throws(JSONHalt) in
            let read: Result<String, JSONHalt> = room.withUnsafeMutableBufferPointer { room in
                do throws(JSONHalt) {
                    let length = try cursor.text(into: room.baseAddress!)
                    return .success(String(decoding: UnsafeBufferPointer(start: room.baseAddress!, count: length), as: UTF8.self))
                } catch { return .failure(error) }
            }
            string = try read.get()
        }
        if let problem = cursor.problem {
            throw error(at: problem.at, "wanted \(problem.kind.wanted(at: problem.at - cursor.start))")
        }
        return string
    }

    private mutating func step(_ body: (inout JSONCursor) throws(JSONHalt) -> Void) throws(JSONSyntaxError) {
        do throws(JSONHalt) { try body(&cursor) } catch { throw halt(error) }
    }

    private mutating func halt(_ halt: JSONHalt) -> JSONSyntaxError {
        let found = cursor.at < cursor.end ? Excerpt.character(at: cursor.at, end: cursor.end) : "the end of the file"
        return error(at: cursor.at, "found \(found); wanted \(halt.wanted)")
    }

    private mutating func error(at byte: UnsafePointer<UInt8>, _ message: String) -> JSONSyntaxError {
        let place = finder.place(of: byte)
        return JSONSyntaxError(file: file, line: place.line, column: place.column, message: message)
    }
}

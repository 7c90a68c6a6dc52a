/// Streams the records of a file or of standard input, one at a time and in flat memory.
///
/// It tells JSON lines from one whole document by the first line that is not blank: a complete value there means lines, an
/// array or an object that goes on means a document. A class because it owns a buffer and a file descriptor.
package final class RecordSource {
    package enum Step {
        /// The bytes of one record, valid until the next call; the line it begins on; its number from 1, faults counted too.
        case record(bytes: UnsafeRawBufferPointer, line: Int, ordinal: Int)
        /// A record that cannot be handed out, or a fault of the whole input.
        case fault(RecordFault)
        case end
    }

    enum Mode {
        case undecided, lines, array, object, behind, done
    }

    /// The longest line of JSON lines, and the longest element (or only record) of a whole document.
    package let lineLimit: Int
    package let elementLimit: Int
    /// No record and no fault was in the whole input, whether it is blank or an empty array; known at the end.
    package private(set) var isEmpty = true
    /// The column at which the record handed out last begins; 1 in JSON lines.
    package private(set) var column = 1
    /// Bytes of the input that were passed so far, for progress.
    package private(set) var bytesRead: Int64 = 0
    /// Records and faults of records handed out so far.
    package internal(set) var ordinal = 0

    /// The extract's own control totals; known at the end.
    package var trailer: Trailer? { watch.trailer }

    let window: ByteWindow
    var mode = Mode.undecided
    /// Where the window's first byte stands.
    private(set) var place = Place(line: 1, column: 1)
    /// What was handed out and is passed with the next call.
    var handedOut = 0
    var pending: RecordFault?
    /// What is handed out with the next call, behind a fault of the trailer.
    private var held: Step?
    private var watch = TrailerWatch()
    var wantsElement = false
    var hasElements = false

    package static let lineLimit = 16 << 20
    package static let elementLimit = 64 << 20

    private init(_ window: ByteWindow, _ lineLimit: Int, _ elementLimit: Int) {
        (self.window, self.lineLimit, self.elementLimit) = (window, lineLimit, elementLimit)
    }

    /// Reads a descriptor that stays open, such as 0 for standard input.
    package convenience init(
        descriptor: Int32, name: String = "standard input", lineLimit: Int = RecordSource.lineLimit,
        elementLimit: Int = RecordSource.elementLimit
    ) {
        self.init(ByteWindow(descriptor: descriptor, name: name), lineLimit, elementLimit)
    }

    package convenience init(
        path: String, lineLimit: Int = RecordSource.lineLimit, elementLimit: Int = RecordSource.elementLimit
    ) throws(SourceError) {
        self.init(try ByteWindow(path: path), lineLimit, elementLimit)
    }

    /// Reads bytes in memory as if they came in pieces of this size.
    package convenience init(
        bytes: [UInt8], piece: Int = 1 << 18, lineLimit: Int = RecordSource.lineLimit,
        elementLimit: Int = RecordSource.elementLimit
    ) {
        self.init(ByteWindow(bytes: bytes, piece: piece), lineLimit, elementLimit)
    }

    package func next() throws(SourceError) -> Step {
        let step = try following()
        if case .end = step { return step }
        isEmpty = false
        return step
    }

    /// What the input is, where its first bytes are those of something else than JSON: a sentence without what is in it. Asked
    /// before the first record.
    package func foreignForm() throws(SourceError) -> ForeignForm? {
        while window.count < ForeignForm.seen, try window.fill() {}
        return ForeignForm(UnsafeRawBufferPointer(start: window.start, count: min(window.count, ForeignForm.seen)), isJSON: true)
    }

    private func following() throws(SourceError) -> Step {
        if let fault = pending {
            pending = nil
            return .fault(fault)
        }
        if let held {
            self.held = nil
            return held
        }
        pass(handedOut)
        handedOut = 0
        let before = ordinal
        while true {
            let step: Step?
            switch mode {
            case .undecided: step = try begin()
            case .lines: step = try line()
            case .array: step = try element()
            case .object: step = try onlyRecord()
            case .behind: step = try behind()
            case .done: step = .end
            }
            guard let step else { continue }
            if ordinal > before, let fault = watch.passRecord() {
                held = step
                return .fault(fault)
            }
            return step
        }
    }

    // MARK: The beginning

    /// Passes the mark and the blank lines at the start and decides what the input is.
    private func begin() throws(SourceError) -> Step? {
        while window.count < 4, try window.fill() {}
        if let fault = encodingFault() {
            mode = .done
            return .fault(fault)
        }
        // RFC 8259 section 8.1: a parser may pass over a byte order mark
        if window.count >= 3, window[0] == 0xEF, window[1] == 0xBB, window[2] == 0xBF { window.pass(3) }
        guard try passSpace() else {
            mode = .done
            return nil
        }
        switch window[0] {
        case UInt8(ascii: "["):
            pass(1)
            mode = .array
        case UInt8(ascii: "{"):
            mode = try isDocument() ? .object : .lines
        default:
            mode = .lines
        }
        return nil
    }

    private func encodingFault() -> RecordFault? {
        guard window.count >= 2 else { return nil }
        let (a, b) = (window[0], window[1])
        guard (a == 0xFF && b == 0xFE) || (a == 0xFE && b == 0xFF) || (a == 0) != (b == 0) else { return nil }
        return RecordFault(
            line: 1, column: 1, value: "UTF-16", .encoding(.utf8JSON), outline: "UTF-16")
    }

    /// Whether the object that begins here goes on behind its first line. Where the line broke off and the next one begins
    /// with a `{` that cannot follow, these are lines and the first of them is bad.
    private func isDocument() throws(SourceError) -> Bool {
        var scanner = ElementScanner()
        var i = 0
        var firstLine = true
        while true {
            // the answer must not hang on how much happens to be in memory, so the limit counts for every byte
            guard i <= lineLimit else { return !firstLine }
            if i == window.count {
                guard try window.fill() else { return !firstLine }
            }
            let byte = window[i]
            if firstLine {
                if byte == UInt8(ascii: "\n") {
                    if scanner.depth == 0 || scanner.isInText { return false }
                    firstLine = false
                }
                if case .restart = scanner.step(byte) { return false }
            } else if byte > 0x20 {
                if case .restart = scanner.step(byte) { return false }
                return true
            }
            i += 1
        }
    }

    // MARK: Parts

    /// Hands out a record; nothing where it is the trailer, which is passed.
    func hand(_ bytes: UnsafeRawBufferPointer) -> Step? {
        if looksLikeTrailer(bytes), let trailer = RecordSource.trailer(bytes, line: place.line) {
            let fault = watch.take(trailer, line: place.line)
            pass(handedOut)
            handedOut = 0
            return fault.map { .fault($0) }
        }
        ordinal += 1
        column = place.column
        return .record(bytes: bytes, line: place.line, ordinal: ordinal)
    }

    /// Passes space and line ends; false at the end of the input.
    func passSpace() throws(SourceError) -> Bool {
        while true {
            var i = 0
            while i < window.count, isSpace(window[i]) { i += 1 }
            pass(i)
            if window.count > 0 { return true }
            guard try window.fill() else { return false }
        }
    }

    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    func pass(_ count: Int) {
        if mode == .lines {
            // a line is passed whole, so there is nothing to count
            if count > 0, window[count - 1] == 0x0A { place = Place(line: place.line + 1, column: 1) }
        } else {
            let bytes = window.start
            var place = place
            for i in 0..<count { place.pass(bytes[i]) }
            self.place = place
        }
        window.pass(count)
        bytesRead += Int64(count)
    }

    func tooLong(_ what: String, _ limit: Int, at place: Place) -> RecordFault {
        RecordFault(line: place.line, column: place.column, .tooLong(what: what, limit: limit))
    }

    func broken(_ problem: RecordProblem.ArrayProblem, found: String, after length: Int = 0) -> RecordFault {
        var place = place
        for i in 0..<length { place.pass(window[i]) }
        return RecordFault(line: place.line, column: place.column, value: found, .array(problem), outline: found)
    }
}

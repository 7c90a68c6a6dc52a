/// One whole document: an array of records, or one record.
extension RecordSource {
    /// The next element of the array, or what stands where an element should.
    func element() throws(SourceError) -> Step? {
        guard try passSpace() else {
            mode = .done
            return .fault(broken(.notClosed, found: "the end of the input"))
        }
        switch window[0] {
        case UInt8(ascii: ","):
            let isStray = wantsElement || !hasElements
            let fault = broken(.noElement, found: ",")
            wantsElement = true
            hasElements = true
            pass(1)
            return isStray ? .fault(fault) : nil
        case UInt8(ascii: "]"):
            let fault = wantsElement ? broken(.noElementAfterComma, found: "]") : nil
            pass(1)
            mode = .behind
            return fault.map { .fault($0) }
        default:
            return try scanElement()
        }
    }

    private func scanElement() throws(SourceError) -> Step? {
        let start = place
        var scanner = ElementScanner()
        var length = 0
        var isTooLong = false
        scan: while true {
            // the window does not move while its bytes are walked
            let (bytes, count) = (window.start, window.count)
            while length < count {
                switch scanner.step(bytes[length]) {
                case .inside: length += 1
                case .boundary: break scan
                case .restart:
                    if scanner.depth == 0 { pending = broken(.noComma, found: "{", after: length) }
                    break scan
                }
            }
            if length > elementLimit || isTooLong {
                isTooLong = true
                pass(length)
                length = 0
            }
            guard try window.fill() else { break }
        }
        (wantsElement, hasElements) = (false, true)
        if isTooLong || length > elementLimit {
            pass(length)
            ordinal += 1
            return .fault(tooLong("an element", elementLimit, at: start))
        }
        handedOut = length
        // space behind the element, and the comma behind one that was cut off
        while length > 0, isSpace(window[length - 1]) || window[length - 1] == UInt8(ascii: ",") { length -= 1 }
        return hand(UnsafeRawBufferPointer(start: window.start, count: length))
    }

    /// The whole input is one object.
    func onlyRecord() throws(SourceError) -> Step? {
        mode = .done
        while window.count <= elementLimit, try window.fill() {}
        guard window.count <= elementLimit else {
            let start = place
            ordinal += 1
            repeat { window.pass(window.count) } while try window.fill()
            return .fault(tooLong("a record", elementLimit, at: start))
        }
        return hand(UnsafeRawBufferPointer(start: window.start, count: window.count))
    }

    /// Nothing may follow the array.
    func behind() throws(SourceError) -> Step? {
        mode = .done
        guard try passSpace() else { return nil }
        return .fault(broken(.textBehind, found: "more text"))
    }
}

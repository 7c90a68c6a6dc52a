#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// JSON lines: each line that is not blank is one record.
extension RecordSource {
    func line() throws(SourceError) -> Step? {
        var scanned = 0
        while true {
            let rest = UnsafeBufferPointer(start: window.start + scanned, count: window.count - scanned)
            if let feed = firstLineFeed(rest) {
                let length = scanned + feed
                handedOut = length + 1
                return line(length)
            }
            scanned = window.count
            if scanned > lineLimit + 1 { return try overlongLine() }
            guard try window.fill() else { break }
        }
        guard scanned > 0 else {
            mode = .done
            return nil
        }
        handedOut = scanned
        return line(scanned)
    }

    /// One line without its line feed, unless it is blank.
    private func line(_ length: Int) -> Step? {
        var length = length
        if length > 0, window[length - 1] == UInt8(ascii: "\r") { length -= 1 }
        guard length <= lineLimit else {
            ordinal += 1
            return .fault(tooLong("a line", lineLimit, at: place))
        }
        let bytes = UnsafeRawBufferPointer(start: window.start, count: length)
        guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else {
            pass(handedOut)
            handedOut = 0
            return nil
        }
        return hand(bytes)
    }

    private func overlongLine() throws(SourceError) -> Step {
        let start = place
        ordinal += 1
        while true {
            let rest = UnsafeBufferPointer(start: window.start, count: window.count)
            if let feed = firstLineFeed(rest) {
                pass(feed + 1)
                break
            }
            pass(window.count)
            guard try window.fill() else { break }
        }
        return .fault(tooLong("a line", lineLimit, at: start))
    }

    private func firstLineFeed(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let base = bytes.baseAddress, !bytes.isEmpty, let found = memchr(base, 0x0A, bytes.count) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
}

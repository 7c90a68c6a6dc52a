import Foundation
import Glibc

/// As much of a browser as the tests need: one request on a connection of its own, on a thread that may wait.
struct Browser: Sendable {
    let port: Int
    /// What it sends as the cookie of the page.
    var key = ""

    struct Answer: Sendable {
        let status: Int
        let head: String
        let body: [UInt8]
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    struct Silent: Error {}

    /// Asks, and waits for the end of the answer, or until it holds a text.
    func get(
        _ path: String, host: String? = nil, method: String = "GET", until text: String? = nil,
        sent: (@Sendable () -> Void)? = nil
    )
        async throws -> Answer
    {
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Answer, any Error>) in
            Thread.detachNewThread { done.resume(with: Result { try ask(path, host, method, until: text, sent: sent) }) }
        }
    }

    private func ask(_ path: String, _ host: String?, _ method: String, until text: String?, sent: (@Sendable () -> Void)?) throws
        -> Answer
    {
        let host = host ?? "127.0.0.1:\(port)"
        let descriptor = try open(
            saying:
                "\(method) \(path) HTTP/1.1\r\n\(host.isEmpty ? "" : "Host: \(host)\r\n")\(key.isEmpty ? "" : "Cookie: other=1; preview-\(port)=\(key)\r\n")Connection: close\r\n\r\n"
        )
        defer { close(descriptor) }
        sent?()
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0 { throw Silent() }
            bytes.append(contentsOf: buffer[..<count])
            if count == 0 { break }
            if let text, String(decoding: bytes, as: UTF8.self).contains(text) { break }
        }
        let end = bytes.indices.first { bytes[$0...].starts(with: Array("\r\n\r\n".utf8)) } ?? bytes.endIndex
        let head = String(decoding: bytes[..<end], as: UTF8.self)
        let words = head.split(separator: " ")
        return Answer(status: words.count > 1 ? Int(words[1]) ?? 0 : 0, head: head, body: Array(bytes[end...].dropFirst(4)))
    }

    /// A connection on which a text was sent; the caller closes it.
    func open(saying text: String) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else {
            close(descriptor)
            throw Silent()
        }
        _ = text.withCString { send(descriptor, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
        return descriptor
    }
}

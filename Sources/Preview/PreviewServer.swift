import Glibc
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix

/// Shows a session as a page, to browsers of this machine alone.
///
/// Samples may hold what looks like a household's data, so: it listens on the loopback address, answers only to its own name
/// (a foreign page whose name was led to this address sends another) and only to who has the address with its key (other
/// users of the machine have not), lets no other page use what it serves, asks browsers to keep nothing, and writes no log.
package struct PreviewServer: Sendable {
    private let session: PreviewSession
    /// What the address holds, and then a cookie: 32 digits that nobody guesses.
    package let key: String

    /// Connections at once, and how long one may take to say what it wants.
    private static let mostConnections = 64
    private let patience: TimeAmount

    package init(_ session: PreviewSession, patience: TimeAmount = .seconds(10)) {
        self.session = session
        self.patience = patience
        var random = SystemRandomNumberGenerator()
        key = (0..<2).map { _ in
            let digits = String(random.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// Where the page is.
    package func address(port: Int) -> String { "http://127.0.0.1:\(port)/?key=\(key)" }

    /// Listens until the task is cancelled. `ready` hears the port; port 0 takes a free one.
    package func run(port: Int, ready: @escaping @Sendable (Int) -> Void) async throws(ServerFault) {
        let http = HTTP1Channel(
            responder: { request, writer, channel in
                let response = await respond(to: request, port: channel.localAddress?.port ?? 0)
                try await writer.write(response: response.head, body: response.body)
            }, configuration: HTTP1Channel.Configuration(idleTimeout: patience))
        let logger = Logger(label: "preview") { _ in SwiftLogNoOpLogHandler() }
        let server = Server(
            childChannelSetup: http,
            configuration: ServerConfiguration(
                address: .hostname("127.0.0.1", port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(PreviewServer.mostConnections, logger: logger)),
            onServerRunning: { channel in ready(channel.localAddress?.port ?? port) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger)
        do { try await server.run() } catch {
            let reason = (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)"
            throw ServerFault(description: "cannot listen on 127.0.0.1:\(port): \(reason)")
        }
    }

    // MARK: Routes

    private func respond(to request: Request, port: Int) async -> Response {
        guard let host = request.head.authority, host == "127.0.0.1:\(port)" || host == "localhost:\(port)" else {
            return answer(.forbidden, .plain, "this page is at http://127.0.0.1:\(port)/")
        }
        guard request.method == .get else { return answer(.methodNotAllowed, .plain, "there is only GET") }
        let path = request.uri.path
        let asked = request.uri.queryParameters["key"].map(String.init)
        // The name of the cookie has the port, since a browser sends one server's cookies to all of this machine.
        let cookie = "preview-\(port)"
        guard isKey(asked ?? "") || cookies(of: request, named: cookie).contains(where: isKey) else {
            return answer(.forbidden, .plain, "open the address that billpress preview wrote, with its key")
        }
        switch path {
        case "/":
            var page = answer(.ok, .html, PackageResources.preview_html)
            page.head.headerFields[.setCookie] = "\(cookie)=\(key); Path=/; HttpOnly; SameSite=Strict"
            return page
        case "/preview.css": return answer(.ok, .css, PackageResources.preview_css)
        case "/preview.js": return answer(.ok, .script, PackageResources.preview_js)
        case "/state":
            do { return answer(.ok, .json, try await session.show(view(of: request)).json) } catch {
                return answer(.notFound, .plain, "\(error)")
            }
        case "/events": return await events()
        default:
            guard path.hasPrefix("/page/"), path.hasSuffix(".png"), let page = Int(path.dropFirst(6).dropLast(4)) else {
                return answer(.notFound, .plain, "there is nothing here")
            }
            return await picture(page, request)
        }
    }

    /// Takes as long for any text of the key's length.
    private func isKey(_ text: String) -> Bool {
        let (given, wanted) = (Array(text.utf8), Array(key.utf8))
        guard given.count == wanted.count else { return false }
        return zip(given, wanted).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private func cookies(of request: Request, named name: String) -> [String] {
        request.head.headerFields[values: .cookie].flatMap { $0.split(separator: ";") }.compactMap { part in
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].drop(while: { $0 == " " }) == name else { return nil }
            return String(pair[1])
        }
    }

    private func view(of request: Request) -> PreviewSession.View {
        let asked = request.uri.queryParameters
        func value(_ name: Substring) -> String? {
            guard let value = asked[name], !value.isEmpty else { return nil }
            return String(value)
        }
        return PreviewSession.View(sample: value("sample"), language: value("lang"))
    }

    private func picture(_ page: Int, _ request: Request) async -> Response {
        let dpi = request.uri.queryParameters["dpi"].map { Int($0) ?? 0 } ?? 110
        guard PreviewSession.resolutions.contains(dpi) else { return answer(.notFound, .plain, "there is no such resolution") }
        do {
            guard let png = try await session.picture(of: view(of: request), page: page, dpi: dpi) else {
                return answer(.notFound, .plain, "there is no page \(page)")
            }
            return answer(.ok, .png, png)
        } catch let unknown as UnknownView { return answer(.notFound, .plain, "\(unknown)") } catch {
            return answer(.internalServerError, .plain, "\(error)")
        }
    }

    /// Server-sent events: the version at hand, and each new one.
    private func events() async -> Response {
        let versions = await session.versions()
        let body = ResponseBody { writer in
            for await version in versions {
                try await writer.write(ByteBuffer(string: "event: version\ndata: \(version)\n\n"))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: PreviewServer.headers(.events), body: body)
    }

    // MARK: Answers

    private enum Media: String {
        case html = "text/html; charset=utf-8"
        case css = "text/css; charset=utf-8"
        case script = "text/javascript; charset=utf-8"
        case json = "application/json"
        case plain = "text/plain; charset=utf-8"
        case events = "text/event-stream"
        case png = "image/png"
    }

    private static func headers(_ media: Media) -> HTTPFields {
        var fields = HTTPFields()
        fields[.contentType] = media.rawValue
        fields[.cacheControl] = "no-store"
        fields[.xContentTypeOptions] = "nosniff"
        fields[.contentSecurityPolicy] =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        for (name, value) in [("Cross-Origin-Resource-Policy", "same-origin"), ("Referrer-Policy", "no-referrer")] {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return fields
    }

    private func answer(_ status: HTTPResponse.Status, _ media: Media, _ bytes: [UInt8]) -> Response {
        Response(status: status, headers: PreviewServer.headers(media), body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private func answer(_ status: HTTPResponse.Status, _ media: Media, _ text: String) -> Response {
        answer(status, media, Array(text.utf8))
    }
}

/// Why the page cannot be served.
package struct ServerFault: Error, CustomStringConvertible {
    package let description: String
}

import Foundation
import TestKit
import Testing

@testable import Preview

/// The page, over the loopback address.
@Suite struct ServerTests {
    /// Serves a desk's kind while something is done, and ends.
    private func serving(
        _ desk: Desk, _ session: PreviewSession? = nil, make: (PreviewSession) -> PreviewServer = { PreviewServer($0) },
        _ act: (Browser) async throws -> Void
    ) async throws {
        let session = session ?? desk.session()
        let (ports, port) = AsyncStream<Int>.makeStream()
        let page = make(session)
        let server = Task { try await page.run(port: 0) { port.yield($0) } }
        let failure = Task {
            _ = await server.result
            port.finish()
        }
        var iterator = ports.makeAsyncIterator()
        let found = try #require(await iterator.next())
        let result: Result<Void, any Error>
        do { result = .success(try await act(Browser(port: found, key: page.key))) } catch { result = .failure(error) }
        server.cancel()
        _ = await failure.value
        try result.get()
    }

    @Test func pageAndWhatItNeedsAreServed() async throws {
        try await serving(Desk()) { browser in
            for (path, type) in [("/", "text/html"), ("/preview.css", "text/css"), ("/preview.js", "text/javascript")] {
                let answer = try await browser.get(path)
                #expect(answer.status == 200 && answer.head.contains("Content-Type: \(type)") && !answer.body.isEmpty)
                #expect(answer.head.contains("Cache-Control: no-store") && answer.head.contains("default-src 'none'"))
                #expect(!answer.head.lowercased().contains("access-control-"))
                // Nothing comes from elsewhere.
                #expect(!answer.text.replacing("http://www.w3.org/2000/svg", with: "").contains("http"))
            }
        }
    }

    /// Who asks by halves keeps no connection for long.
    @Test func halfRequestsEnd() async throws {
        try await serving(Desk(), make: { PreviewServer($0, patience: .milliseconds(100)) }) { browser in
            let half = try browser.open(saying: "GET / HTTP/1.1\r\nHost: ")
            defer { close(half) }
            var byte: UInt8 = 0
            #expect(recv(half, &byte, 1, 0) == 0, "it is closed without an answer")
        }
    }

    @Test func onlyItsOwnNameIsAnswered() async throws {
        try await serving(Desk()) { browser in
            for host in ["127.0.0.1:\(browser.port)", "localhost:\(browser.port)"] {
                #expect(try await browser.get("/state", host: host).status == 200)
            }
            for host in [
                "example.org", "example.org:\(browser.port)", "127.0.0.1", "127.0.0.1:1", "localhost",
                "localhost:\(browser.port).example.org", "",
            ] {
                let answer = try await browser.get("/state", host: host)
                #expect((answer.status == 403 || host.isEmpty && answer.status == 400) && !answer.text.contains("ana"), "\(host)")
            }
            #expect(try await browser.get("/state", method: "POST").status == 405)
        }
    }

    @Test func onlyWhoHasTheKeyIsAnswered() async throws {
        try await serving(Desk()) { browser in
            let key = browser.key
            #expect(key.count == 32)
            var other = browser
            for wrong in ["", "1", String(key.dropLast()), key + "0", String(key.reversed()) + "", key.uppercased() + "x"] {
                other.key = wrong
                for path in ["/", "/state", "/events", "/page/1.png", "/preview.js", "/?key=", "/state?key=\(wrong)", "/none"] {
                    let answer = try await other.get(path)
                    #expect(answer.status == 403 && !answer.text.contains("ana"), "\(path) with \(wrong)")
                }
            }
            other.key = ""
            let page = try await other.get("/?key=\(key)")
            #expect(page.status == 200)
            #expect(page.head.contains("preview-\(browser.port)=\(key); Path=/; HttpOnly; SameSite=Strict"))
            #expect(!page.text.contains(key))
        }
    }

    @Test func stateAndPicturesFollowWhatIsAsked() async throws {
        try await serving(Desk()) { browser in
            let answer = try await browser.get("/state?sample=ben&lang=es")
            let state = try #require(JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
            #expect(state["sample"] as? String == "ben" && state["language"] as? String == "es")
            let page = try #require((state["pages"] as? [[String: Any]])?.first)
            #expect(page["width"] as? Double == 288 && (page["boxes"] as? [Any])?.count == 3)
            let picture = try await browser.get("/page/1.png?sample=ben&lang=es&dpi=96&digest=x")
            #expect(picture.status == 200 && picture.body.isPNG && picture.body.dots == [384, 288])
        }
    }

    @Test func whatIsNotThereIsNotFound() async throws {
        try await serving(Desk()) { browser in
            for path in [
                "/nothing", "/page/", "/page/2.png?sample=ana", "/page/0.png", "/page/-1.png", "/page/x.png",
                "/page/1.png?dpi=97",
                "/page/99999999999999999999.png", "/page/-9223372036854775808.png", "/page/1.png?dpi=x", "/page/1.png?sample=zoe",
                "/state?sample=zoe",
                "/state?lang=fr",
                "/state?sample=..%2Fdata.schema", "/../note/note.xml", "/page/..%2f1.png",
            ] {
                let answer = try await browser.get(path)
                #expect(answer.status == 404, "\(path)")
            }
        }
    }

    @Test func missingProgramIsTold() async throws {
        let desk = try Desk()
        try await serving(desk, desk.session(rasteriser: "no-such-mutool")) { browser in
            let answer = try await browser.get("/page/1.png")
            #expect(answer.status == 500 && answer.text.contains("apt-get install mupdf-tools"))
        }
    }

    @Test func eventsTellOfASave() async throws {
        let desk = try Desk()
        let session = desk.session()
        try await serving(desk, session) { browser in
            #expect(try await browser.get("/events", until: "data: 1\n\n").text.contains("event: version"))
            async let told = browser.get("/events", until: "data: 2\n\n")
            try desk.save(Desk.template("<p>SAVED</p>"), "note/note.xml")
            await session.refresh()
            #expect(try await told.text.contains("data: 2"))
            #expect(try await browser.get("/state").text.contains("\"version\":2"))
        }
    }

    @Test func portThatIsTakenIsTold() async throws {
        let desk = try Desk()
        try await serving(desk) { browser in
            await #expect {
                try await PreviewServer(desk.session()).run(port: browser.port) { _ in }
            } throws: { "\($0)" == "cannot listen on 127.0.0.1:\(browser.port): Address already in use" }
        }
    }
}

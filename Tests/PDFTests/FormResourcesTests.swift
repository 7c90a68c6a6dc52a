import Foundation
import Layout
import Pages
import TestKit
import Testing

@testable import PDF

/// Form XObjects find what they show in a dictionary of their own, which does not list themselves.
@Suite struct FormResourcesTests {
    /// A page with a region that is lifted out as a form, and text of its own.
    private static func page(_ number: Int, picture: Picture? = nil) throws -> Page {
        var region = Frame(size: Size(width: .points(400), height: .points(120)), role: .region(Label("head")))
        for line in 0..<6 {
            let text = Draft.frame(try Draft.staticText("Account number and amount due, line \(line)"), width: 390)
            region.place(text, at: Point(x: .zero, y: .points(line * 14)))
        }
        if let picture {
            region.place(
                .picture(picture, Size(width: .points(20), height: .points(20))), at: Point(x: .points(370), y: .points(90)))
        }
        var page = try Draft.page("Page \(number)", number: number)
        page.frame.marks.append(Placed(.group(region), at: Point(x: .points(50), y: .points(300))))
        return page
    }

    private static func isQuiet(_ name: String, _ arguments: [String], on pdf: [UInt8]) throws -> Bool {
        let result = try OutsideTool.run(name, on: pdf, arguments)
        return result.status == 0 && result.errors.isEmpty
    }

    @Test(arguments: [OutputProfile.print, .archive]) func nobodyGoesRoundInCircles(_ profile: OutputProfile) throws {
        let pdf = try Draft.file((1...3).map { try Self.page($0) }, profile)
        let text = try OutsideTool.run("qpdf", on: pdf, ["--qdf", "--object-streams=disable", "PDF", "-"]).text
        #expect(text.contains("/Subtype /Form"), "there is a form to look at")
        #expect(try Self.isQuiet("pdftops", ["PDF", "/dev/null"], on: pdf))
        #expect(try Self.isQuiet("qpdf", ["--check", "PDF"], on: pdf))
        let folder = try Scratch()
        try folder.write(pdf, "f.pdf")
        let walked = try Tool.run("/usr/bin/python3", ["-c", Self.walk, folder.path("f.pdf")])
        #expect(walked.text == "1 forms, each with fonts\n", "\(walked.errors)")
    }

    /// Follows each form's resources, and complains where it comes back to the form.
    private static let walk = """
        import sys, pikepdf
        pdf = pikepdf.open(sys.argv[1])
        forms = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get('/Subtype') == '/Form']
        def reached(form, seen):
            assert form.objgen not in seen, 'a loop'
            for kid in form.Resources.get('/XObject', {}).values():
                if kid.get('/Subtype') == '/Form': reached(kid, seen | {form.objgen})
        for form in forms:
            reached(form, set())
            assert len(form.Resources['/Font']) > 0
            assert form.Resources['/ProcSet']
        print(len(forms), 'forms, each with fonts')
        """

    @Test func aFormNamesThePicturesThatItShowsAndNoOthers() throws {
        let picture = try TestPictures.grey()
        var frame = Frame(size: Size(width: .points(100), height: .points(40)))
        frame.place(.picture(picture, Size(width: .points(20), height: .points(20))), at: .zero)
        frame.place(Draft.frame(try Draft.staticText("Town"), width: 60), at: Point(x: .points(30), y: .zero))
        let page = Draft.page(Frame(size: frame.size, marks: [Placed(.stamp(Stamp(id: 7, frame: frame)), at: .zero)]))
        let pdf = try Draft.file([page, try Self.page(2)], .print)
        let text = try OutsideTool.run("qpdf", on: pdf, ["--qdf", "--object-streams=disable", "PDF", "-"]).text
        let forms = text.components(separatedBy: "/Subtype /Form").count - 1
        #expect(forms == 2)
        #expect(try Self.isQuiet("pdftops", ["PDF", "/dev/null"], on: pdf))
        let pictures = try OutsideTool.run("mutool", on: pdf, ["info", "-I", "PDF"]).text
        #expect(pictures.contains("2x2"), "the picture of the form is found: \(pictures)")
    }
}

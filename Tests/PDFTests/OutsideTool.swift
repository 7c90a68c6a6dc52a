import Foundation
import TestKit

/// Runs the programs that judge our files from outside on PDF bytes.
///
/// Where one is missing the test fails and says how to install it, because a judge that stays away is no verdict.
enum OutsideTool {
    /// Runs a tool on a PDF file of these bytes, which stands where the arguments say `PDF`.
    static func run(_ name: String, on pdf: [UInt8], _ arguments: [String]) throws -> Tool.Result {
        let scratch = try Scratch()
        try scratch.write(pdf, "file.pdf")
        return try Tool.run(name, arguments.map { $0 == "PDF" ? scratch.path("file.pdf") : $0 })
    }

    /// What each page looks like, as PNG files.
    static func pictures(of pdf: [UInt8], dpi: Int) throws -> [[UInt8]] {
        let scratch = try Scratch()
        try scratch.write(pdf, "file.pdf")
        let result = try Tool.run("pdftoppm", ["-r", "\(dpi)", "-png", scratch.path("file.pdf"), scratch.path("page")])
        guard result.status == 0, result.errors.isEmpty else { throw Complaint(description: result.errors) }
        return try scratch.files.filter { $0.hasPrefix("page") }.map { try scratch.bytes($0) }
    }

    struct Complaint: Error, CustomStringConvertible {
        let description: String
    }
}

import Platform

/// Makes pictures of PDF pages with `mutool draw` of MuPDF, as a program of its own.
///
/// Of Debian's three, mutool takes a fifth of the time of pdftoppm and pdftocairo for a bill's page. MuPDF is under the AGPL,
/// so it is run and not linked. The PDF goes there as a file without a name and the picture comes back through a pipe: no
/// address is ever in a folder.
struct Rasteriser: Sendable {
    var program = "mutool"
    /// A page that takes longer is given up.
    var timeout: Int32 = 20_000

    private var tool: ChildProgram { ChildProgram(program, timeout: timeout) }

    /// The program is where the shell would find it.
    var isInstalled: Bool { tool.isInstalled }

    /// A page, numbered from 1, as a PNG file.
    func png(of pdf: [UInt8], page: Int, dpi: Int) throws(RasterFault) -> [UInt8] {
        let input: OwnedDescriptor
        do { input = try .anonymous(containing: pdf) } catch { throw .system("memfd: \(error.reason)") }
        let result: ProcessResult
        do {
            result = try tool.run(
                ["draw", "-q", "-F", "png", "-r", "\(dpi)", "-o", "-", "/dev/fd/3", "\(page)"], files: [input])
        } catch {
            switch error.operation {
            case .spawn where error.isAbsent: throw .missing(program)
            case .awaitOutput: throw .system("\(program) took more than \(timeout / 1000) s for page \(page)")
            default: throw .system("\(error)")
            }
        }
        guard result.status.isSuccess, result.output.starts(with: [0x89, 0x50, 0x4E, 0x47]) else {
            throw .system("\(program) made no picture of page \(page)")
        }
        return result.output
    }
}

/// Why there is no picture of a page.
package enum RasterFault: Error, CustomStringConvertible {
    case missing(String)
    case system(String)

    package var description: String {
        switch self {
        case .missing(let program): "\(program) is not installed, which makes the pictures: apt-get install mupdf-tools"
        case .system(let what): "no picture: \(what)"
        }
    }
}

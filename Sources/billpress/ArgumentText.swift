/// Names of files, runs and people come by the command line, and go into messages, lists and the trail.
enum ArgumentText {
    /// The sentence about an argument that would steer a terminal, break a line or turn text around.
    static func refusal(of arguments: some Sequence<String>) -> String? {
        for (index, argument) in arguments.enumerated() {
            guard let odd = argument.unicodeScalars.first(where: isRefused) else { continue }
            let hex = String(odd.value, radix: 16, uppercase: true)
            return
                "argument \(index + 1) holds the control character U+\(String(repeating: "0", count: max(0, 4 - hex.count)))\(hex); names of files, runs and people, and reasons, have none"
        }
        return nil
    }

    private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0x061C: true
        default: false
        }
    }
}

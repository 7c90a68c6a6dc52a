import Glibc
import Pages

extension Tint {
    /// How much text of this colour differs in lightness from its ground, from 1 to 21 (WCAG 2.1, contrast ratio).
    func contrast(on ground: Tint) -> Double {
        let (one, other) = (luminance, ground.luminance)
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)
    }

    /// WCAG 2.1, relative luminance, of an sRGB colour.
    private var luminance: Double {
        func linear(_ channel: Int) -> Double {
            let value = Double(channel) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// It is a colour to the eye, and not a grey: its channels lie clearly apart.
    var isChromatic: Bool { max(red, green, blue) - min(red, green, blue) > 40 }
}

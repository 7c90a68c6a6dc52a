/// The symbologies of `<barcode>`.
enum BarcodeType: String, CaseIterable, Sendable {
    case qr, imb, code128, datamatrix

    /// The attributes that are not for every symbology, and have a meaning for this one.
    var attributes: [String] {
        switch self {
        case .qr: ["size", "module", "quiet", "level"]
        case .datamatrix: ["size", "module", "quiet"]
        case .code128: ["module", "quiet", "h", "text", "class"]
        case .imb: ["flush"]
        }
    }

    /// The symbologies that an attribute is for; all, where it is for every one.
    static func having(_ attribute: String) -> [BarcodeType] {
        let some = allCases.filter { $0.attributes.contains(attribute) }
        return some.isEmpty ? allCases : some
    }
}

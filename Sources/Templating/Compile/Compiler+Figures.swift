import Fonts
import Layout
import Pages
import Records

extension Compiler {
    func image(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties, _ site: Site) -> (any Plan)? {
        guard let file = element.attribute("file"),
            let name = textAttribute(element, "file", scope, style, isDrawn: false),
            let alt = textAttribute(element, "alt", scope, style, isDrawn: false)
        else { return nil }
        let size = PictureSize(width: length(element, "w"), height: length(element, "h"))
        if element.attribute("w") == nil, element.attribute("h") == nil {
            note(.missingAttribute, element.place, "an image needs w or h")
        }
        guard size.width != nil || size.height != nil else { return nil }
        if let width = size.width { checkWidth(width, "this picture", at: element.place) }
        let align = alignment(element) ?? .left
        let hides = choice(element, "missing", [("error", false), ("hide", true)])
        if case .text(let bytes, _, _)? = name.first, name.count == 1 {
            if let missing = element.attribute("missing"), hides != nil {
                note(
                    .misplaced, element.place(of: missing),
                    "missing is for pictures that the data name; this one is always the same")
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let picture: Picture
            do { picture = try files.picture(text) } catch {
                note(
                    .picture, element.place(of: file), "\(error)",
                    hint: Contract.didYouMean(text, in: files.pictureNames()))
                return nil
            }
            informOfCoarse(picture, text, size, element.place)
            return PicturePlan(picture: picture, size: size, align: align, alt: alt, site: site)
        }
        if name.isEmpty {
            note(.picture, element.place(of: file), "file names no picture")
            return nil
        }
        for (name, picture) in shelf.pictures.sorted(by: { $0.key < $1.key }) {
            informOfCoarse(picture, name, size, element.place)
        }
        for (name, reason) in shelf.faults { note(.picture, element.place(of: file), "\(name): \(reason)") }
        return ChosenPicturePlan(
            file: name, shelf: shelf.pictures, hidesMissing: hides ?? false, size: size, align: align, alt: alt,
            place: element.place, site: site)
    }

    private func informOfCoarse(_ picture: Picture, _ name: String, _ size: PictureSize, _ place: SourcePlace) {
        let dots = picture.width * 7200 / max(1, Int(size.size(of: picture).width.hundredths))
        if dots < 150 { inform(.picture, place, "\(name) has \(dots) dots an inch at this size; print wants 150") }
    }

    func chart(_ element: XMLElement, _ scope: Scope, _ style: StyleProperties, _ site: Site) -> (any Plan)? {
        guard let of = element.attribute("of"), let name = element.attribute("as")?.value.string,
            let (list, variable, inner) = loop(over: of.value.bytes[...], of.value, named: name, element, scope),
            let height = length(element, "h")
        else { return nil }
        checkSays(element, "a chart")
        let properties = classes(element, over: style)
        guard let text = textStyle(properties, at: element.place), let label = textAttribute(element, "x", inner, properties),
            let alt = textAttribute(element, "alt", scope, style, isDrawn: false), let amount = braced(element, "y", inner)
        else { return nil }
        guard case .integer = amount.type, !amount.isOptional else {
            note(.wrongType, amount.place, "a bar's height is an integer that is always there; this is \(amount.type.noun)")
            return nil
        }
        let colors = Chart.Colors(
            bar: tint(element, "color") ?? Tint(rgb: 0x9FB8C8), accent: tint(element, "accent-color") ?? Tint(rgb: 0x1B4F72),
            line: Stroke(width: Length(hundredths: 40), tint: tint(element, "line-color") ?? Tint(rgb: 0xD8D8D8)))
        return ChartPlan(
            list: list, variable: variable, label: label, amount: amount,
            say: textAttribute(element, "say", inner, properties, isDrawn: false),
            caption: textAttribute(element, "caption", inner, properties),
            accent: condition(element, "accent", inner)?.test, outline: condition(element, "outline", inner)?.test,
            height: height, style: text, colors: colors, showsLines: says(element, "lines") ?? true, alt: alt,
            place: element.place, site: site)
    }
}

/// The pictures that a record may choose from: all beside the template and in the shared folder, opened once.
struct PictureShelf {
    private(set) var pictures: [String: Picture] = [:]
    private(set) var faults: [(name: String, reason: String)] = []

    init(_ files: TemplateFiles) {
        for name in files.pictureNames() {
            do { pictures[name] = try files.picture(name) } catch { faults.append((name, "\(error)")) }
        }
    }
}

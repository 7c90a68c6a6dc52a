import Fonts
import Layout
import Pages
import Records

/// Formats, fonts and styles.
extension Compiler {
    func formats(in sections: [XMLElement], language: String) -> Formats {
        let names = DateNames.of(language: language) ?? .english
        if DateNames.of(language: language) == nil {
            inform(.badValue, root.place, "there are no names of months and days for \(language); dates have English ones")
        }
        var money = "$#,##0.00"
        var date = "MM/dd/yyyy"
        var month = "MMMM yyyy"
        var places: [String: SourcePlace] = [:]
        for element in sections where element.name == "formats" {
            check(element)
            for attribute in element.attributes { places[attribute.name] = element.place(of: attribute) }
            money = element.attribute("money")?.value.string ?? money
            date = element.attribute("date")?.value.string ?? date
            month = element.attribute("month")?.value.string ?? month
        }
        func made<T>(_ name: String, _ make: () throws(FormatError) -> T, _ fallback: () throws(FormatError) -> T) -> T {
            do throws(FormatError) { return try make() } catch {
                note(.badValue, places[name] ?? root.place, "\(name): \(error.message)")
                do throws(FormatError) { return try fallback() } catch { fatalError("the default \(name) format is wrong") }
            }
        }
        return Formats(
            money: made(
                "money", { () throws(FormatError) in try MoneyFormat(money) },
                { () throws(FormatError) in try MoneyFormat("$#,##0.00") }),
            date: made(
                "date", { () throws(FormatError) in try DateFormat(date, names: names) },
                { () throws(FormatError) in try DateFormat("MM/dd/yyyy", names: names) }),
            month: made(
                "month", { () throws(FormatError) in try DateFormat(month, names: names, for: .month) },
                { () throws(FormatError) in try DateFormat("MMMM yyyy", names: names, for: .month) }),
            names: names)
    }

    func readFonts(_ sections: [XMLElement]) {
        for (font, name) in members("font", of: "fonts", .fonts, sections) {
            styles.families[name] = FontFamily(faces: faces(font, "files"), fallback: faces(font, "fallback"))
        }
        if styles.families.isEmpty {
            note(
                .font, root.place, "the template names no fonts", hint: "<fonts><font name=\"body\" files=\"…\"/></fonts>",
                isAbsence: true)
        }
    }

    private func faces(_ element: XMLElement, _ name: String) -> [Face] {
        guard let attribute = element.attribute(name) else { return [] }
        return attribute.value.string.split(separator: " ").compactMap { file in
            do { return try fontBuilder.face(named: String(file)) } catch {
                note(.font, element.place(of: attribute), "\(error)")
                lacksFaces = true
                return nil
            }
        }
    }

    func readStyles(_ sections: [XMLElement]) {
        for (style, name) in members("style", of: "styles", .styles, sections) {
            var base = StyleProperties()
            if let attribute = style.attribute("based-on") {
                if let known = styles.styles[attribute.value.string] {
                    base = known
                } else {
                    unknownStyle(attribute.value.string, style.place(of: attribute))
                }
            }
            styles.styles[name] = base.applying(properties(style))
        }
    }

    /// A member of a section, which has a name.
    typealias Member = (element: XMLElement, name: String)

    /// The named members of all sections of a name: fonts, styles, windows.
    func members(_ member: String, of section: String, _ context: Context, _ sections: [XMLElement]) -> [Member] {
        var members: [Member] = []
        for parent in sections where parent.name == section {
            check(parent)
            for element in expanded(parent.children, into: parent) {
                guard element.name == member else {
                    misplaced(element, in: section, context)
                    continue
                }
                check(element)
                if let name = element.attribute("name") { members.append((element, name.value.string)) }
            }
        }
        return members
    }

    private func unknownStyle(_ name: String, _ place: SourcePlace) {
        note(
            .unknownStyle, place, "there is no style \(name) before here",
            hint: Contract.didYouMean(name, in: styles.styles.keys.sorted()), isAbsence: true)
    }

    private func properties(_ element: XMLElement) -> StyleProperties {
        var out = StyleProperties()
        if let font = element.attribute("font") {
            out.font = font.value.string
            if styles.families[font.value.string] == nil {
                lacksFaces = true
                note(
                    .font, element.place(of: font), "there is no font \(font.value.string)",
                    hint: "<fonts> has: \(styles.families.keys.sorted().joined(separator: " "))", isAbsence: true)
            }
        }
        out.size = length(element, "size")
        out.leading = length(element, "leading")
        out.tint = tint(element, "color")
        out.isBold = choice(element, "weight", [("bold", true), ("regular", false)])
        out.isItalic = choice(element, "slant", [("italic", true), ("upright", false)])
        out.align = alignment(element)
        out.isTabular = choice(element, "digits", [("tabular", true), ("default", false)])
        out.before = length(element, "before")
        out.after = length(element, "after")
        out.orphans = number(element, "orphans")
        out.widows = number(element, "widows")
        out.breaksAnywhere = breaksAnywhere(element)
        return out
    }

    /// The properties of the styles that `class` names, over those around.
    func classes(_ element: XMLElement, over base: StyleProperties) -> StyleProperties {
        var out = base
        if let attribute = element.attribute("class") {
            for name in attribute.value.string.split(separator: " ").map(String.init) {
                if let style = styles.styles[name] {
                    out = out.applying(style)
                } else {
                    unknownStyle(name, element.place(of: attribute))
                }
            }
        }
        if let align = alignment(element) { out.align = align }
        if let breaks = breaksAnywhere(element) { out.breaksAnywhere = breaks }
        if let tag = element.attribute("lang")?.value.string, element.name != "document" {
            out.language = spoken(tag) == spoken(language) ? nil : spoken(tag)
        }
        return out
    }

    func textStyle(_ properties: StyleProperties, at place: SourcePlace) -> TextStyle? {
        do throws(StyleBook.Fault) {
            let style = try styles.text(properties)
            if let least = leastType, style.size < least {
                note(.required, place, "type of \(style.size) pt stands in a required element that asks for \(least) pt at least")
            }
            return style
        } catch {
            // Fonts that could not be read have been reported where they are named.
            if !styles.families.isEmpty && !lacksFaces { note(.font, place, error.message, isAbsence: true) }
            return nil
        }
    }
}

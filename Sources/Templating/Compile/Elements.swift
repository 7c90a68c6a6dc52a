/// The elements of the language and their attributes: what the compiler allows, and what its messages offer.
enum Elements {
    struct Spec: Sendable {
        let required: [String]
        let optional: [String]
        var attributes: [String] { required + optional }
    }

    private static func spec(_ required: String = "", _ optional: String = "") -> Spec {
        Spec(required: required.split(separator: " ").map(String.init), optional: optional.split(separator: " ").map(String.init))
    }

    static let all: [String: Spec] = [
        "document": spec("kind version", "lang max-pages"),
        "part": spec(),
        "include": spec("part"),
        "formats": spec("", "money date month"),
        "fonts": spec(),
        "font": spec("name files", "fallback"),
        "styles": spec(),
        "style": spec("name", "based-on font size leading color weight slant align digits before after orphans widows"),
        "page": spec("name use", "size"),
        "region": spec("name x y w h", "overflow shrink truncate continue"),
        "body": spec("x y w h"),
        "flow": spec(),
        "p": spec("", "class align"),
        "h1": spec("", "class align"),
        "h2": spec("", "class align"),
        "h3": spec("", "class align"),
        "span": spec("class"),
        "b": spec(),
        "i": spec(),
        "br": spec(),
        "tab": spec("", "align at"),
        "ul": spec("", "class"),
        "ol": spec("", "class"),
        "li": spec("", "class"),
        "table": spec("columns", "of as empty gap pad"),
        "header": spec("", "repeat above below"),
        "row": spec("", "keep keep-next above below fill carry"),
        "carry-out": spec("", "above below"),
        "carry-in": spec("", "above below"),
        "footer": spec("", "above below"),
        "th": spec("", "class align span valign pad"),
        "td": spec("", "class align span valign pad"),
        "grid": spec("columns", "gap row-gap"),
        "cell": spec("", "class align span valign pad"),
        "columns": spec("count", "gap"),
        "box": spec("", "border fill pad h keep class align"),
        "keep": spec(),
        "space": spec("h"),
        "rule": spec("", "stroke dash"),
        "page-break": spec(),
        "image": spec("file alt", "w h align"),
        "chart": spec("of as x y h alt", "type class caption accent outline color accent-color line-color lines"),
        "barcode": spec("type value alt", "size module quiet level align"),
        "scanline": spec("value", "class cpi align"),
        "for": spec("each"),
        "if": spec("test"),
        "elif": spec("test"),
        "else": spec(),
        "check": spec("test message"),
    ]

    static let inline: Set<String> = ["span", "b", "i", "br", "tab"]
    static let blocks: Set<String> = [
        "p", "h1", "h2", "h3", "ul", "ol", "table", "grid", "columns", "box", "keep", "space", "rule", "page-break", "image",
        "chart",
        "barcode", "scanline", "check",
    ]
    static let control: Set<String> = ["for", "if", "include"]
}

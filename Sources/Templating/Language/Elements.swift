import Pages
import Symbols

/// The elements of the language and their attributes, in the order of the reference.
enum Elements {
    static let all: [Element] =
        sections + pages + looks + runningText + blocks + tables + figures + control

    static let named: [String: Element] = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// All names in the order of the alphabet, for the nearest of them.
    static let names: [String] = named.keys.sorted()

    /// Elements that are blocks wherever they stand.
    static let areBlocks: Set<String> = Set(Context.blocks.elements).subtracting(Context.text.elements)
    /// Elements that hold what the place allows where they stand.
    static let areControl: Set<String> = ["for", "if", "include"]

    /// What to write for the words of HTML that the language does not have.
    static let ofHTML: [String: String] = [
        "article": "<flow>", "body-text": "<p>", "center": "align=\"center\"",
        "dd": "<cell>", "div": "<box>", "dl": "<grid>", "dt": "<cell>", "em": "<i>", "figure": "<image>", "font": "<span>",
        "footer-page": "<region>", "h4": "<h3>", "h5": "<h3>", "h6": "<h3>", "hr": "<rule>", "html": "<document>",
        "img": "<image>",
        "main": "<flow>", "nav": "<region>", "pre": "<p>", "section": "<box>", "small": "<span class=\"…\">", "strong": "<b>",
        "style-sheet": "<styles>", "sub": "the character itself, such as ₂: text is not lowered",
        "sup": "the character itself, such as ² or ³: text is not raised", "svg": "<image>",
        "tbody": "<row>s", "tfoot": "<footer>", "thead": "<header>", "tr": "<row>",
        "u": "<b> or <i>: text is not underlined",
    ]

    /// The elements in which an element stands.
    static func homes(of name: String) -> [String] {
        all.filter { element in
            guard case .one(let contexts) = element.content, element.name != "part" else { return false }
            return contexts.contains { $0.elements.contains(name) }
        }.map(\.name)
    }

    private static let id = Attribute.may("id", .name, "a name for require")
    private static let styleClass = Attribute.may("class", .names, "styles, laid over one another from left to right")
    private static let states = Attribute.may(
        "states", .facts, "the contract's facts that it states, such as amount, or -amount where its negative is printed")
    private static let lang = Attribute.may("lang", .language, "the language of the text, such as es (the document's)")
    private static let breaks = Attribute.may(
        "break", .word(["words", "anywhere"]), "anywhere: a word that no line can hold is broken, without a hyphen (words)")
    private static let align = Attribute.may("align", .align, "where it stands in its line")

    // MARK: The file

    private static let sections = [
        Element(
            "document", "A template: the layout of one kind of document.", holds: .of(.sections),
            [
                .needed("kind", .name, "the kind's name, which is its folder's"),
                .needed("version", .version, "the version of the template language: 1"),
                .may("lang", .name, "the language of the words (en)"),
                .may("max-pages", .number(1...500), "a longer document is set aside (20)"),
                .may("title", .text, "what a reader's window calls the document (its first heading)"),
                .may("accessible", .word(["required", "no"]), "required: what keeps somebody from reading it is an error (no)"),
                .may(
                    "attachment", .word(DataFormat.allCases.map(\.rawValue)),
                    "the data go with an archive or accessible file (none)"),
                .may("smallest", .length(least: .points(4)), "the smallest type of an accessible document (7pt)"),
            ]),
        Element("part", "What several templates include.", holds: .one(of: Context.allCases)),
        Element(
            "include", "Puts the content of a part in its place.",
            [.needed("part", .name, "the part's file, without .xml: beside the template or in shared")]),
        Element(
            "formats", "How amounts and dates are written.",
            [
                .may("money", .plain, "such as $#,##0.00;$#,##0.00 CR ($#,##0.00)"),
                .may("date", .plain, "such as MMM d, yyyy (MM/dd/yyyy)"),
                .may("month", .plain, "such as MMM yyyy (MMMM yyyy)"),
            ]),
        Element(
            "let", "Gives a name to an expression, for what stands after it.",
            [.needed("name", .name, "the name"), .needed("value", .expression, "the expression")]),
        Element(
            "require", "What the document must hold, or it is set aside.",
            [
                .may("element", .name, "the id of an element that must be printed, with text in it"),
                .may("data", .expression, "a value that must be there and not be empty"),
                .may("size", .length(least: .points(1)), "the smallest type in that element"),
            ]),
        Element("flow", "What runs through the bodies of the pages.", holds: .of(.blocks)),
    ]

    private static let pages = [
        Element(
            "page", "A page master: fixed regions, and a body for the flow.", holds: .of(.page),
            [
                .needed("name", .name, "for messages"),
                .needed("use", .word(["first", "rest", "last", "only"]), "which pages it makes"),
                .may("size", .paper, "letter, legal, tabloid, a4, width and height, or width and auto for a roll (letter)"),
                .may("margin", .edges, "nothing may stand nearer to the edges"),
            ]),
        Element(
            "region", "A box that always stands in the same place.", holds: .of(.blocks),
            [.needed("name", .name, "for messages and continue")] + rectangle + [
                .may("overflow", .word(["error"]), "what does not fit stops the document (error)"),
                .may("shrink", .length(least: .points(4)), "type may be set smaller, down to this size"),
                .may("truncate", .plain, "what does not fit is left out, and this mark says so"),
                .may("continue", .name, "what does not fit goes on in this later region"),
                .may("window", .name, "the envelope's window through which it is read"),
                .may("public", .yes(), "anybody may read it, even through the envelope's window (no)"),
                .may("order", .order, "where it is read: after all of a lower number; none: not read, as a running head (0)"),
            ]),
        Element(
            "body", "The box that the flow runs through; on a roll, h is the room below it.",
            rectangle + [.may("order", .number(-99...99), "where it is read: after all of a lower number (0)")]),
        Element(
            "keep-out", "A place of the paper where nothing may stand: a hole, a fold, a perforation.",
            [.needed("name", .name, "for messages")] + rectangle),
        Element("windows", "The windows of the envelopes in use.", holds: .of(.windows)),
        Element(
            "window", "A window of an envelope, and the panel of the page that lies behind it.",
            [
                .needed("name", .name, "what a region calls it"),
                .needed("envelope", .size, "width and height of the envelope"),
                .needed("left", .anyLength, "from the envelope's left edge to the window"),
                .needed("bottom", .anyLength, "from the envelope's bottom edge to the window"),
                .needed("w", .length(least: .points(1)), "width of the window"),
                .needed("h", .length(least: .points(1)), "height of the window"),
                .needed("panel", .length(least: .points(1)), "height of the folded page, or of the slip, in the envelope"),
                .may("panel-top", .anyLength, "where that panel begins on the page (0)"),
            ]),
    ]

    private static let rectangle: [Attribute] = [
        .needed("x", .anyLength, "from the left edge of the page"),
        .needed("y", .anyLength, "from the top edge of the page"),
        .needed("w", .length(least: .points(1)), "width"),
        .needed("h", .length(least: .points(1)), "height"),
    ]

    private static let looks = [
        Element("fonts", "The fonts of the template.", holds: .of(.fonts)),
        Element(
            "font", "A name for the faces of a font.",
            [
                .needed("name", .name, "what styles call it"),
                .needed("files", .names, "files of the Fonts folder without .ttf: regular, bold, italic, bold italic"),
                .may("fallback", .names, "fonts for characters that the files lack"),
            ]),
        Element("styles", "The styles of the template.", holds: .of(.styles)),
        Element(
            "style", "A named look of text.",
            [
                .needed("name", .name, "what class calls it"),
                .may("based-on", .name, "a style that stands before this one"),
                .may("font", .name, "the name of a font (body)"),
                .may("size", .length(least: .points(1)), "size of the type (10pt)"),
                .may("leading", .length(least: .points(1)), "from line to line (1.25 times the size)"),
                .may("color", .tint, "color of the text (black)"),
                .may("weight", .word(["regular", "bold"]), "regular"),
                .may("slant", .word(["upright", "italic"]), "upright"),
                .may("align", .align, "left"),
                .may("digits", .word(["default", "tabular"]), "tabular: all figures equally wide (default)"),
                .may("before", .anyLength, "room above (0pt)"),
                .may("after", .anyLength, "room below (0pt)"),
                .may("orphans", .number(1...20), "the fewest lines before a page break (2)"),
                .may("widows", .number(1...20), "the fewest lines after a page break (2)"),
                breaks,
            ]),
    ]

    // MARK: Text and blocks

    private static let runningText = [
        Element(
            "p", "A paragraph.", holds: .of(.text),
            [
                styleClass, align, lang, id, states,
                .may("lines", .word(["flow", "keep"]), "keep: the line breaks of values are line breaks (flow: white space)"),
                breaks,
            ]),
        Element("h1", "A heading of the first level.", holds: .of(.text), [styleClass, align, lang, id, states]),
        Element("h2", "A heading of the second level.", holds: .of(.text), [styleClass, align, lang, id, states]),
        Element("h3", "A heading of the third level.", holds: .of(.text), [styleClass, align, lang, id, states]),
        Element("span", "Text in another style, or in another language.", holds: .of(.text), [styleClass, lang, states]),
        Element(
            "a", "Text that leads to an address of the web, a mailbox or a telephone.", holds: .of(.text),
            [.needed("href", .text, "https://…, mailto:… or tel:…"), styleClass]),
        Element("b", "Bold text.", holds: .of(.text)),
        Element("i", "Italic text.", holds: .of(.text)),
        Element("br", "A new line."),
        Element(
            "tab", "Puts the text after it at a place of the line.",
            [
                .may("align", .align, "how the text stands there (right)"),
                .may("at", .anyLength, "the place, from the left (the right edge)"),
            ]),
    ]

    private static let blocks = [
        Element("ul", "A list with bullets.", holds: .of(.items), [styleClass, id]),
        Element("ol", "A list with numbers.", holds: .of(.items), [styleClass, id]),
        Element("li", "An item of a list.", holds: .of(.blocks, .text), [styleClass, lang]),
        Element(
            "grid", "Cells set row by row.", holds: .of(.grid),
            [
                .needed("columns", .tracks, "the widths, such as 2fr 80pt auto"),
                .may("gap", .anyLength, "between columns (12pt)"),
                .may("row-gap", .anyLength, "between rows (0pt)"),
                id,
            ]),
        Element(
            "cell", "A cell of a grid.", holds: .of(.blocks, .text),
            cell + [.may("order", .number(-99...99), "where in its row it is read: after all of a lower number (0)")]),
        Element(
            "columns", "One flow through several columns.", holds: .of(.blocks),
            [
                .needed("count", .number(1...12), "how many"),
                .may("gap", .anyLength, "between them (12pt)"),
                id,
            ]),
        Element(
            "box", "Room, a ground and a border around its content.", holds: .of(.blocks, .text),
            [
                .may("border", .stroke, "a line around it"),
                .may("fill", .tint, "the color of its ground"),
                .may("pad", .edges, "room within the border (0pt)"),
                .may("h", .anyLength, "the least height"),
                .may("label", .text, "of a box to be filled in by hand: what belongs there, for people who do not see it"),
                .may("keep", .word(["together", "no"]), "together: not cut by a page end (no)"),
                styleClass, align, lang, id, states,
            ]),
        Element("keep", "Its content is not cut by a page end.", holds: .of(.blocks), [id]),
        Element("fit", "The first of its options that goes whole into the room, or else the last.", holds: .of(.options)),
        Element("option", "One way to set what a fit sets.", holds: .of(.blocks)),
        Element("space", "Empty room.", [.needed("h", .anyLength, "height")]),
        Element(
            "rule", "A line from edge to edge.",
            [.may("stroke", .stroke, "width and color (0.5pt #C8C8C8)"), .may("dash", .anyLength, "length of its dashes")]),
        Element("page-break", "Goes on with the next page."),
    ]

    private static let cell: [Attribute] = [
        styleClass, align, lang,
        .may("span", .number(1...50), "columns that it spans (1)"),
        .may("valign", .word(["top", "middle", "bottom"]), "where it stands in a taller row (top)"),
        .may("pad", .edges, "room within it"),
    ]

    // MARK: Tables

    private static let lines: [Attribute] = [
        .may("above", .stroke, "a line above"), .may("below", .stroke, "a line below"),
    ]

    private static let tables = [
        Element(
            "table", "Rows and columns.", holds: .of(.table),
            [
                .needed("columns", .tracks, "the widths, such as 2fr 80pt auto"),
                .may("of", .expression, "a list: the rows are set once for each item"),
                .may("as", .name, "the name of the item (item)"),
                .may("number", .name, "a name for the number of the item, from 1"),
                .may("empty", .word(TablePlan.Empty.allCases.map(\.rawValue)), "what to do without rows (show)"),
                .may("gap", .anyLength, "between columns (6pt)"),
                .may("pad", .edges, "room within each cell (0pt)"),
                id,
            ]),
        Element(
            "header", "The head of a table.", holds: .of(.cells),
            [.may("repeat", .word(["every-page", "first-page"]), "where it stands (every-page)")] + lines),
        Element(
            "row", "A row of a table.", holds: .of(.cells),
            [
                .may("keep", .word(["together", "no"]), "whether a page end may cut it (together)"),
                .may("keep-next", .yes(), "not the last row before a page end (no)"),
            ] + lines + [
                .may("fill", .tint, "the color of its ground"),
                .may("carry", .expression, "the amount that it adds to the carried subtotal"),
            ]),
        Element("footer", "The foot of a table: cells, or rows.", holds: .of(.cells, .rows), lines),
        Element("carry-out", "The row at the foot of a page where the table is cut.", holds: .of(.cells), lines),
        Element("carry-in", "The row at the head of the next page.", holds: .of(.cells), lines),
        Element(
            "th", "A cell that heads a column or a row.", holds: .of(.blocks, .text),
            cell + [.may("scope", .word(HeaderScope.allCases.map(\.rawValue)), "what it heads (in a header column, else row)")]),
        Element("td", "A cell.", holds: .of(.blocks, .text), cell),
    ]

    // MARK: Figures

    private static let alt = Attribute.needed("alt", .text, "the text for people who do not see it; empty: decoration")

    private static let figures = [
        Element(
            "image", "A picture.",
            [
                .needed("file", .text, "a PNG or JPEG beside the template or in shared"), alt,
                .may("w", .length(least: .points(1)), "width"),
                .may("h", .length(least: .points(1)), "height"),
                align,
                .may("missing", .word(["error", "hide"]), "what to do where the data name no such picture (error)"),
            ]),
        Element(
            "chart", "A bar for each item of a list.",
            [
                .needed("of", .expression, "a list"),
                .needed("as", .name, "the name of its item"),
                .needed("x", .text, "text below the bar"),
                .needed("y", .braced, "one {expression}: an integer; below 0 there is no bar, and the number stands there"),
                .needed("h", .length(least: .points(20)), "height"), alt,
                .may("type", .word(["bar"]), "bar"),
                styleClass,
                .may("say", .text, "what is read of a bar, after alt (x: y)"),
                .may("caption", .text, "text above the bars that are accented or outlined"),
                .may("accent", .expression, "a condition: this bar is dark"),
                .may("outline", .expression, "a condition: this bar is an outline"),
                .may("color", .tint, "color of the bars (#9FB8C8)"),
                .may("accent-color", .tint, "color of accented bars (#1B4F72)"),
                .may("line-color", .tint, "color of the lines (#D8D8D8)"),
                .may("lines", .yes(), "three lines with numbers (yes)"),
            ]),
        Element(
            "barcode", "A symbol for scanners.",
            [
                .needed("type", .word(BarcodeType.allCases.map(\.rawValue)), "the symbology"),
                .needed("value", .text, "what it says"), alt,
                .may("empty", .word(["error", "hide"]), "what to do where the value is empty (error)"),
                .may("size", .length(least: .points(10)), "qr, datamatrix: the side, without the quiet zone (72pt)"),
                .may(
                    "module", .length(least: BarcodePlan.narrowest),
                    "the width of one module: qr, datamatrix: instead of size; code128: (0.72pt)"),
                .may("quiet", .number(0...20), "modules of the quiet zone: qr (4), datamatrix (1), code128: at its sides (10)"),
                .may("level", .word(["L", "M", "Q", "H"]), "qr: how much may be spoilt: 7, 15, 25, 30 % (M)"),
                .may("h", .length(least: .points(10)), "code128: the height of the bars (36pt)"),
                .may("text", .yes(), "code128: what it says stands below (no)"),
                styleClass,
                .may("flush", .yes(), "imb: the clear zone at its sides lies outside of its room (no)"),
                align, states,
            ]),
        Element(
            "scanline", "Characters at an exact distance: fields with their check digits, or a value.", holds: .of(.line),
            [
                .may("value", .text, "the characters, instead of fields"), styleClass,
                .may("cpi", .number(1...40), "characters an inch (10)"),
                .may("band", .yes(), "5/8 in kept clear for the reader (of fields: yes; of a value: no)"), align,
            ]),
        Element(
            "field", "A field of a scan line: so many characters, wherever the value stands in them.",
            [
                .needed("name", .name, "for messages and check digits"),
                .needed("width", .number(1...60), "characters; a longer value stops the document"),
                .needed("value", .text, "what it says; an amount in {… | cents}"),
                .may("pad", .word(ScanField.Fill.allCases.map(\.rawValue)), "what fills it; with 0 it holds digits only (0)"),
                .may("side", .word(["left", "right"]), "where it is filled (left)"),
                .may("drop", .plain, "characters of the value that are left out, such as -"),
                states,
            ]),
        Element(
            "check-digit", "A check digit of a scan line.",
            [
                .needed("rule", .word(CheckDigit.allCases.map(\.rawValue)), "how it is reckoned; mod-97 has two digits"),
                .may("over", .names, "the fields that it checks, in this order (all that stands before it)"),
                .may("name", .name, "for check digits after it"),
            ]),
        Element(
            "omr", "Marks that a folding and inserting machine reads, one below the other.", holds: .of(.marks),
            [
                .needed("pitch", .length(least: OmrPlan.leastPitch), "from mark to mark"),
                .needed("w", .length(least: OmrPlan.leastWidth), "length of a mark"),
                .may("stroke", .length(least: .points(1)), "thickness of a mark, at most 2pt (1.5pt)"),
                align,
            ]),
        Element(
            "mark", "A place of a machine's code: printed, or left blank.",
            [.may("test", .expression, "the condition under which it is printed (always)")]),
        Element(
            "parity", "A mark that makes the number of printed marks even or odd.",
            [.needed("of", .word(["even", "odd"]), "what the number of all printed marks is")]),
    ]

    // MARK: Control

    private static let control = [
        Element("if", "What follows stands only where a condition holds.", holds: .same, [condition]),
        Element("elif", "Parts the branches of an if: another condition.", [condition]),
        Element("else", "Parts the branches of an if: everything else."),
        Element(
            "for", "Sets its content once for each item of a list.", holds: .same,
            [.needed("each", .loop, "name in list"), .may("number", .name, "a name for the number of the item, from 1")]),
        Element(
            "check", "Stops the document where a condition does not hold.",
            [condition, .needed("message", .text, "why, for the log: no private text")]),
    ]

    private static let condition = Attribute.needed("test", .expression, "the condition")
}

import Pages

/// How something is drawn: a text's face, size and colour, a line's width and colour, a ground's colour.
struct Look: Equatable {
    /// The face by its number among those of both documents; none for what is not text.
    var face: Int32 = -1
    /// The text's size or the line's width.
    var size: Length = .zero
    var dash: Length = .zero
    var tint: Tint
}

/// What a comparison sees as one thing: a paragraph, a row of a table, a line, a picture, a chart.
struct PageItem {
    var subject: PageChange.Subject
    var page: Int32
    /// From the origin of the region. A text's top is its first baseline, and its height the way to its last one.
    var box: Rect
    /// What it is aligned by: the identity of a text's pattern, or the subject alone.
    var token: UInt64
    /// The identity of what it shows to the letter, where the template says it and no data do; 0 for any.
    var content: UInt64 = 0
    /// Its pattern and its text as parts of what the document's reading has gathered, and its looks.
    var pattern: Range<Int32> = 0..<0
    var text: Range<Int32> = 0..<0
    var looks: Range<Int32> = 0..<0
    var hasWords = false
}

/// A region of one page with its items in the order of reading, or the body of all pages.
struct PageStream {
    var name: String
    /// The page of a fixed region; the body is on all.
    var page: Int32
    var origin: Point
    var items: [PageItem] = []
}

extension Range<Int32> {
    /// As places of an array.
    var places: Range<Int> { Int(lowerBound)..<Int(upperBound) }
}

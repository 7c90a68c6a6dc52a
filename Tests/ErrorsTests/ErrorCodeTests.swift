import Testing

@testable import Errors

/// Codes are for good: what was given out once is neither dropped nor used for something else.
@Suite struct ErrorCodeTests {
    /// Every code of the rooms that make documents, as programs know it. A new one is added; none is changed.
    private static let frozen = """
        R101 missing-field
        R102 wrong-type
        R103 below-minimum
        R104 above-maximum
        R105 too-many-decimals
        R106 value-not-listed
        R107 text-too-short
        R108 text-too-long
        R109 pattern-mismatch
        R110 too-few-items
        R111 too-many-items
        R112 exponent
        R113 number-too-large
        R114 duplicate-field
        R115 unknown-field
        R116 invisible-text
        R121 json-syntax
        R122 invalid-utf8
        R123 invalid-character
        R124 nesting-too-deep
        R125 record-too-large
        R126 empty-record
        R127 more-faults
        R128 array-structure
        R129 misplaced-byte-order-mark
        R131 below-bound
        R132 above-bound
        R133 not-equal
        R134 not-consecutive
        R135 field-not-allowed
        R136 field-needed
        R137 ambiguous-identity
        R138 routing-code-without-zip
        R139 routing-code-differs
        R141 wrong-encoding
        R142 foreign-format
        R143 malformed-row
        R144 control-character
        R145 undecodable-byte
        R146 field-count
        R147 unnamed-column
        R148 duplicate-column
        R149 missing-header
        R151 detail-without-key
        R152 detail-without-number
        R153 detail-without-record
        R154 bad-detail
        R155 repeated-key
        R156 detail-without-item
        R157 detail-count
        R161 repeated-trailer
        R162 bad-trailer
        R163 record-behind-trailer
        R171 unreadable-input
        R172 extract-refused
        R173 details-missing
        R174 unknown-details
        R175 details-contradict
        R201 region-overflow
        R202 too-tall
        R203 too-wide
        R204 too-many-pages
        R205 no-body
        R206 no-page-master
        R207 roll-too-long
        R211 no-value
        R212 check-failed
        R213 empty-table
        R214 missing-glyph
        R215 empty-barcode
        R216 barcode-refused
        R217 barcode-too-fine
        R218 scan-line-field
        R219 scan-line-check
        R220 bad-link
        R221 unknown-picture
        R222 chart-value
        R223 required-empty
        R224 required-not-printed
        R225 required-without-text
        R226 required-too-small
        R229 layout-failed
        R231 fact-differs
        R232 fact-sign
        R233 fact-unreadable
        R234 fact-not-printed
        R241 amount-not-printed
        R242 amount-ambiguous
        R243 amount-unreadable
        R244 amount-differs
        R245 amount-credit
        R251 unequal-sides
        R252 page-larger-than-sheet
        R253 page-sizes-differ
        R254 too-many-imposed
        R261 language-without-words
        R262 not-accessible
        R271 unknown-kind
        R272 bad-kind-name
        R273 kind-language
        R274 unreadable-file
        R275 contract-refused
        R276 template-refused
        R277 missing-fonts
        R301 write-failed
        R302 no-folder
        R303 device-full
        R304 only-one-file
        R305 folder-not-made
        R311 pdf-library
        R312 font-not-embedded
        R313 picture-not-embedded
        R321 no-pages
        R322 unreadable-pdf
        R323 no-such-page
        R324 damaged-pdf
        R325 unfamiliar-pdf
        R326 extraction-program-missing
        R327 overlay-failed
        R341 too-large-to-encrypt
        R342 archival-encryption
        R343 encryption-program-missing
        R344 encryption-failed
        R351 password-unreadable
        R352 password-open-to-others
        R353 password-empty
        R354 password-lines
        R355 password-too-long
        R356 password-not-ascii
        R357 password-byte-order-mark
        R358 password-control-character
        R359 password-outer-blank
        R999 uncoded
        """

    @Test func codesStayWhatTheyAre() {
        #expect(ErrorCode.engine.map { "\($0.id) \($0.name)" }.joined(separator: "\n") == Self.frozen)
    }

    @Test func eachCodeAndEachNameIsThereOnce() {
        let codes = ErrorCode.engine
        #expect(Set(codes.map(\.id)).count == codes.count && Set(codes.map(\.name)).count == codes.count)
        for code in codes {
            #expect(code.id.wholeMatch(of: /R[1-9][0-9]{2}/) != nil && code.name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil)
            #expect(code.summary.hasSuffix(".") && !code.remedy.isEmpty && !code.summary.contains("|"), "\(code)")
        }
        let rooms: [([ErrorCode], Character)] = [(ErrorCode.records, "1"), (ErrorCode.pages, "2"), (ErrorCode.files, "3")]
        for (codes, digit) in rooms { #expect(codes.allSatisfy { $0.id.dropFirst().first == digit }) }
    }

    // MARK: Sentences

    private struct Sample: CodedError {
        var errorCode: ErrorCode { .tooTall }
        var places: [ErrorPlace]
        var parameters: KeyValuePairs<String, ErrorValue> { ["name": .hidden("Ana Ruiz", outline: "text of 8 characters")] }
        func sentence(by renderer: ErrorRenderer) -> String {
            "it is \(renderer.channel == .log ? "hidden" : "Ana Ruiz")\(renderer.words(for: .sayDay, after: "; "))"
        }
    }

    @Test func placesStandBeforeTheSentence() {
        let source = ErrorPlace.source(SourceLocation(file: "bill/bill.xml", line: 4, column: 29))
        let page = ErrorPlace.page(2, region: "window")
        let field = ErrorPlace.record(RecordLocation(line: 3, column: 5, pointer: "/name"))
        let row = ErrorPlace.record(RecordLocation(file: "lines.csv", line: 3, column: 5))
        func messages(_ places: ErrorPlace...) -> [String] {
            let sample = Sample(places: places)
            return [sample.description, ErrorRenderer.plain.message(of: sample, lead: .besideLocation)]
        }
        #expect(messages() == ["it is hidden", "it is hidden"])
        #expect(
            messages(source, page) == [
                "bill/bill.xml:4:29: page 2, region window: it is hidden", "page 2, region window: it is hidden",
            ])
        #expect(messages(.page(1, region: nil)) == ["page 1: it is hidden", "page 1: it is hidden"])
        #expect(messages(field) == ["line 3, /name: it is hidden", "/name: it is hidden"])
        #expect(messages(row) == ["line 3 of lines.csv, column 5: it is hidden", "it is hidden"])
        #expect(messages(.file("a.pdf")) == ["it is hidden", "it is hidden"])
        let both = Sample(places: [source, field])
        #expect(both.location?.line == 4 && both.recordLocation?.pointer == "/name")
        #expect(Sample(places: [page]).location == nil && Sample(places: [page]).recordLocation == nil)
    }

    @Test func aFrontEndHasItsOwnWordsAndChannel() {
        let renderer = ErrorRenderer(.author) { $0 == .sayDay ? "--as-of says it" : nil }
        #expect(renderer.message(of: Sample(places: [])) == "it is Ana Ruiz; --as-of says it")
    }

    @Test func aHiddenValueIsOutlinedHoweverItIsShown() {
        let parameters = Sample(places: []).parameters
        var shown = "\(parameters) \(parameters[0].value) \(String(reflecting: parameters[0].value))"
        dump(parameters, to: &shown)
        #expect(!shown.contains("Ana") && shown.contains("text of 8 characters"), "\(shown)")
    }
}

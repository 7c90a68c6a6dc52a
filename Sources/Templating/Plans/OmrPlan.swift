import Layout
import Pages
import Records

/// `<omr>`: marks for a folding and inserting machine, each printed or left blank.
///
/// The bounds are those of optical mark readers as a maker publishes them (Pitney Bowes D1600, operator's manual, 5-8).
struct OmrPlan: Plan {
    enum Mark: Sendable {
        case always
        case when(Expression)
        case parity(isOdd: Bool)

        var isParity: Bool { if case .parity = self { true } else { false } }
    }

    let marks: [Mark]
    let pitch: Length
    let width: Length
    let stroke: Length
    let align: Alignment
    let site: Site
    var isStatic: Bool { marks.allSatisfy { if case .when(let test) = $0 { test.isStatic } else { true } } }

    /// 2.54 mm, 10 mm, 70 mm.
    static let leastPitch = Length(hundredths: 720)
    static let leastWidth = Length(hundredths: 2834)
    static let longest = Length(hundredths: 19_843)
    static let mostMarks = 24

    func emit(_ merge: Merge, into out: inout [Stack.Item]) throws(MergeFault) {
        var printed: [Bool] = []
        for mark in marks {
            switch mark {
            case .always: printed.append(true)
            case .when(let test): printed.append(try merge.flag(test))
            case .parity: printed.append(false)
            }
        }
        if let place = marks.firstIndex(where: \.isParity), case .parity(let isOdd) = marks[place] {
            printed[place] = (printed.filter(\.self).count % 2 == 1) != isOdd
        }
        out.append(Stack.Item(BarSymbol.marks(printed, pitch: pitch, width: width, stroke: stroke, align: align)))
    }
}

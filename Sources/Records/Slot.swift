/// One place of a record and the value that stands in it, 16 bytes without references.
package enum Slot: Sendable, Hashable {
    case absent
    /// UTF-8 in the record's bytes.
    case text(offset: UInt32, length: UInt32)
    case integer(Int64)
    case scaled(Scaled)
    /// Cents.
    case money(Int64)
    /// Days since 1970-01-01, as in `Day`.
    case day(Int32)
    /// As `Month.index`.
    case month(Int32)
    case flag(Bool)
    /// Items stand at `start + i * stride`; the stride is in the field's type.
    case list(start: UInt32, count: UInt32)
    /// A nested record is here; its fields follow.
    case present

    package var isAbsent: Bool {
        if case .absent = self { true } else { false }
    }
}

import Pages

/// A block that is made when it is first asked, because mostly it never is.
///
/// A class because what is made is kept; it belongs to the thread that made it, and is Sendable only because every block is.
package final class Deferred: Block, @unchecked Sendable {
    private let make: @Sendable () -> any Block
    private lazy var block = make()

    package init(_ make: @escaping @Sendable () -> any Block) { self.make = make }

    package var naturalWidth: Length { block.naturalWidth }
    package var isBlank: Bool { block.isBlank }
    package var startSite: Site { block.startSite }
    package func fit(into region: Region) -> Fit { block.fit(into: region) }
}

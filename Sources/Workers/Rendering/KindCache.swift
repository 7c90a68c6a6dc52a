import Pages
import Platform
import Rendering
import Runs
import Templating

/// Kinds that a render child has compiled, the most recently used ones. Never one whose files are others by now.
final class KindCache {
    private let capacity: Int
    /// The one that was used last comes last.
    private var kinds: [CachedKind] = []
    /// How often a kind was loaded.
    private(set) var loads = 0

    init(capacity: Int = 8) { self.capacity = capacity }

    func kind(_ reference: KindReference) throws(KindFailure) -> CachedKind {
        if let index = kinds.firstIndex(where: { $0.reference == reference }) {
            let known = kinds.remove(at: index)
            if known.isCurrent {
                kinds.append(known)
                return known
            }
        }
        loads += 1
        let loaded = try CachedKind(loading: reference)
        if kinds.count >= capacity { kinds.removeFirst() }
        kinds.append(loaded)
        return loaded
    }
}

/// A compiled kind, and typesetters of it that remember words and texts from one document to the next.
final class CachedKind {
    let reference: KindReference
    let kind: Kind
    private let origin: Origin
    private var typesetters: [(profile: OutputProfile, attachment: DataFormat?, typesetter: Typesetter, sides: PrintSides)] = []

    /// How it is known whether its files have changed.
    private enum Origin {
        /// They cannot: they are kept under their digests.
        case bundle
        case folders(KindFiles)
    }

    init(loading reference: KindReference) throws(KindFailure) {
        self.reference = reference
        switch reference.source {
        case .folders(let templates, let fonts):
            let library = Library(templates: templates, fonts: fonts)
            // Looked at first, so that a save while it is loaded shows.
            let snapshot = KindFiles.snapshot(of: reference.name, in: library)
            do throws(KindError) {
                let loaded = try library.loadWithFiles(reference.name, language: reference.language)
                kind = loaded.kind
                origin = .folders(KindFiles(of: reference.name, in: library, snapshot: snapshot, files: loaded.files))
            } catch { throw KindFailure(error) }
        case .bundle(let digest, let files, let home):
            let library: Library
            do throws(RunError) { library = try BundleKeeper.library(digest, of: files, Archive(home: home)) } catch {
                throw KindFailure(.archive, error.message)
            }
            do throws(KindError) { kind = try library.load(reference.name, language: reference.language) } catch {
                throw KindFailure(error)
            }
            origin = .bundle
        }
    }

    var isCurrent: Bool {
        switch origin {
        case .bundle: true
        case .folders(let files): files.areCurrent
        }
    }

    func typesetter(_ profile: OutputProfile, attachment: DataFormat?, issue: Issuance, sides: PrintSides?) -> Typesetter {
        if let known = typesetters.first(where: { $0.profile == profile && $0.attachment == attachment }) {
            known.typesetter.issue = issue
            known.typesetter.sides = sides ?? known.sides
            return known.typesetter
        }
        let typesetter = Typesetter(kind, profile: profile, issue: issue, attachment: attachment)
        typesetters.append((profile, attachment, typesetter, typesetter.sides))
        if let sides { typesetter.sides = sides }
        return typesetter
    }
}

/// The files of a kind as they were when it was loaded.
private final class KindFiles {
    private let name: String
    private let library: Library
    private let snapshot: FolderSnapshot
    /// Of the files that were read.
    private let digests: [String: Digest]
    /// All changes were so long ago that the next one shows in the snapshot. Until then what was read is read again, since a
    /// save within one tick of the file system's clock may leave no mark.
    private var isSettled: Bool

    /// Milliseconds; file systems count in ticks of up to two seconds.
    private static let tick = 3_000

    static func snapshot(of name: String, in library: Library) -> FolderSnapshot {
        let folders = library.folders(of: name)
        return FolderSnapshot(folders.template + [folders.fonts])
    }

    init(of name: String, in library: Library, snapshot: FolderSnapshot, files: Bundle) {
        self.name = name
        self.library = library
        self.snapshot = snapshot
        digests = files.files.mapValues { Digest(of: $0) }
        isSettled = snapshot.isSettled(for: KindFiles.tick)
    }

    var areCurrent: Bool {
        let now = KindFiles.snapshot(of: name, in: library)
        guard now == snapshot else { return false }
        if isSettled { return true }
        guard digests.allSatisfy({ path, digest in (try? library.file(path)).map { Digest(of: $0) } == digest }) else {
            return false
        }
        isSettled = now.isSettled(for: KindFiles.tick)
        return true
    }
}

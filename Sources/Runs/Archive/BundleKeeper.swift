import Platform
import Rendering

/// Keeps what kinds are made of in the archive, and gives it back.
package enum BundleKeeper {
    /// The digest of a bundle: of the paths of its files and their digests, in order.
    package static func digest(_ bundle: Bundle) -> (digest: Digest, files: [BundleFile]) {
        let files = bundle.files.sorted { $0.key < $1.key }.map { BundleFile(path: $0.key, blob: Digest(of: $0.value)) }
        return (digest(files), files)
    }

    /// Of files in the order of their paths.
    package static func digest(_ files: [BundleFile]) -> Digest {
        let digester = Digester()
        for file in files {
            digester.addSized(file.path)
            digester.add(file.blob.bytes)
        }
        return digester.finish()
    }

    package static func keep(_ bundle: Bundle, in archive: Archive) throws(RunError) -> (digest: Digest, files: [BundleFile]) {
        for path in bundle.files.keys.sorted() { try archive.put(bundle.files[path]!) }
        return digest(bundle)
    }

    /// The library that a run was begun with.
    package static func library(_ digest: Digest, _ ledger: Ledger, _ archive: Archive) throws(RunError) -> Library {
        try library(digest, of: ledger.bundleFiles(digest), archive)
    }

    /// The library of a bundle whose files are known.
    package static func library(_ digest: Digest, of files: [BundleFile], _ archive: Archive) throws(RunError) -> Library {
        guard self.digest(files) == digest else {
            throw RunError.templatesChanged(digest.short)
        }
        var bytes: [String: [UInt8]] = [:]
        for file in files { bytes[file.path] = try archive.read(file.blob) }
        return Library(Bundle(files: bytes))
    }

    /// The files in which two bundles differ, by their paths.
    package static func changed(_ old: [BundleFile], _ new: [BundleFile]) -> [String] {
        let before = Dictionary(old.map { ($0.path, $0.blob) }, uniquingKeysWith: { $1 })
        let after = Dictionary(new.map { ($0.path, $0.blob) }, uniquingKeysWith: { $1 })
        return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
    }
}

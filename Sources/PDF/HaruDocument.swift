import CHaru
import Platform

/// An object of a PDF file by its number.
struct ObjectID: Hashable, Sendable {
    let number: UInt32
    var reference: String { "\(number) 0 R" }
}

/// A PDF file on libharu's object model: its document, dictionaries, cross-reference and stream layer, and none of its
/// text, font, image or drawing calls.
///
/// Objects go out as they are made, and libharu's copy is freed, so memory stays flat however many pages a file has;
/// libharu's own serializer would keep them all, and counts offsets in 32 bits. So the last step, the cross-reference
/// table, is ours too. Whatever libharu reports is checked after each call.
final class HaruDocument {
    private let doc: HPDF_Doc
    private let out: HPDF_Stream
    private let state: State
    /// The one dictionary by which libharu writes all objects that are not its own.
    private let carrier: HPDF_Dict
    /// Where each object lies, by its number; index 0 is not an object.
    private var places: [ObjectPlace] = [.absent]
    private let unused: [UInt32]
    private let scratch = ContentBuffer(capacity: 4096)
    private let head = ContentBuffer(capacity: 64)
    /// Gathers small objects, where the file packs them (ISO 32000-1, 7.5.7).
    private let packer: ObjectPacker?

    /// What libharu's callbacks, which must not unwind, leave for us to find.
    private final class State {
        let sink: any ByteSink
        var written: UInt64 = 0
        var sinkError: SystemError?
        var haru: (error: UInt, detail: UInt)?
        init(sink: any ByteSink) { self.sink = sink }
    }

    /// With a packer, objects without a stream go into object streams, and the cross-reference table is a stream too, so that many
    /// small objects cost little.
    init(sink: any ByteSink, packer: ObjectPacker? = nil) throws(PDFError) {
        packer?.begin()
        self.packer = packer
        state = State(sink: sink)
        let context = Unmanaged.passUnretained(state).toOpaque()
        guard
            let doc = HPDF_New(
                { error, detail, context in
                    guard let context else { return }
                    Unmanaged<State>.fromOpaque(context).takeUnretainedValue().haru = (error, detail)
                }, context)
        else { throw .library("libharu cannot make a document", code: 0) }
        self.doc = doc
        guard
            let out = HPDF_CallbackWriter_New(
                doc.pointee.mmgr,
                { stream, bytes, count in
                    guard let context = stream?.pointee.attr, let bytes else { return 1 }
                    let state = Unmanaged<State>.fromOpaque(context).takeUnretainedValue()
                    if state.sinkError != nil { return 1 }
                    do throws(SystemError) {
                        try state.sink.write(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
                        state.written += UInt64(count)
                        return 0
                    } catch {
                        state.sinkError = error
                        return 1
                    }
                }, context)
        else {
            HPDF_Free(doc)
            throw .library("libharu cannot make a stream", code: 0)
        }
        self.out = out
        guard let carrier = HPDF_Dict_New(doc.pointee.mmgr) else {
            HPDF_Stream_Free(out)
            HPDF_Free(doc)
            throw .library("libharu cannot make an object", code: 0)
        }
        self.carrier = carrier
        // libharu's own page tree and its empty objects have numbers already; ours are made anew.
        let count = UInt32(max(1, doc.pointee.xref.pointee.entries.pointee.count))
        let own = [HaruDocument.number(of: doc.pointee.catalog), HaruDocument.number(of: doc.pointee.info)]
        places += [ObjectPlace](repeating: .absent, count: Int(count) - 1)
        unused = (1..<count).filter { !own.contains($0) }
    }

    deinit {
        HPDF_Obj_ForceFree(doc.pointee.mmgr, carrier)
        HPDF_Stream_Free(out)
        HPDF_Free(doc)
    }

    /// Bytes written so far.
    var count: UInt64 { state.written }

    /// The most objects that a file may have (ISO 32000-1, annex C.2; ISO 19005-2, 6.1.13).
    private static let mostObjects = 8_388_607

    /// Takes the next object number; the object is written later.
    func reserve() throws(PDFError) -> ObjectID {
        guard places.count <= HaruDocument.mostObjects else {
            throw .library("a file has at most \(HaruDocument.mostObjects) objects", code: 0)
        }
        places.append(.absent)
        return ObjectID(number: UInt32(places.count - 1))
    }

    /// Writes the header; the four high bytes tell transports that the file is binary (ISO 32000-1, 7.5.2).
    func begin(version: String) throws(PDFError) {
        try put(Array("%PDF-\(version)\n%".utf8) + [0xB7, 0xBE, 0xAD, 0xAA, 0x0A])
    }

    /// Writes a dictionary whose entries are given as text, and its stream, if it has one.
    func write(_ id: ObjectID, _ entries: [UInt8], stream: [UInt8]? = nil) throws(PDFError) {
        if stream == nil, let packer {
            try settle(
                id,
                at: packer.add(
                    id,
                    value: {
                        $0.add("<<"); $0.add(entries); $0.add(">>")
                    }))
            if packer.isFull { try writePacked() }
            return
        }
        scratch.clear()
        scratch.add(entries)
        if let stream {
            scratch.add("/Length ")
            scratch.add(stream.count)
        }
        try settle(id, at: .offset(state.written))
        carrier.pointee.header.obj_id = id.number
        let object = UnsafeMutableRawPointer(carrier)
        try putHead(id.number)
        try check {
            var raw = UnsafeRawBufferPointer(scratch.view)
            return withUnsafeMutablePointer(to: &raw) { pointer in
                carrier.pointee.attr = UnsafeMutableRawPointer(pointer)
                carrier.pointee.write_fn = { dict, stream in
                    guard let raw = dict?.pointee.attr?.assumingMemoryBound(to: UnsafeRawBufferPointer.self).pointee else {
                        return 1
                    }
                    return HPDF_Stream_Write(stream, raw.baseAddress?.assumingMemoryBound(to: HPDF_BYTE.self), UInt32(raw.count))
                }
                let status = HPDF_Obj_WriteValue(object, out, nil)
                carrier.pointee.attr = nil
                carrier.pointee.write_fn = nil
                return status
            }
        }
        if let stream {
            try put("\nstream\r\n")
            try put(stream)
            // CR LF: a stream that itself ends in CR would otherwise be read as one byte shorter.
            try put("\r\nendstream")
        }
        try put("\nendobj\n")
    }

    /// Writes an object that is copied from another file and is no dictionary.
    func write(_ id: ObjectID, value: [UInt8]) throws(PDFError) {
        if let packer {
            try settle(id, at: packer.add(id, value: { $0.add(value) }))
            if packer.isFull { try writePacked() }
            return
        }
        try settle(id, at: .offset(state.written))
        try putHead(id.number)
        try put(value)
        try put("\nendobj\n")
    }

    /// Notes where an object lies; each is written once.
    private func settle(_ id: ObjectID, at place: ObjectPlace) throws(PDFError) {
        guard places[Int(id.number)] == .absent else { throw .library("object \(id.number) is written twice", code: 0) }
        places[Int(id.number)] = place
    }

    /// Writes the objects that were gathered, as one stream.
    private func writePacked() throws(PDFError) {
        guard let packer, !packer.isEmpty else { return }
        let id = try reserve()
        let (entries, stream, numbers) = packer.take()
        for number in numbers { places[Int(number)] = places[Int(number)].within(id) }
        try write(id, entries, stream: stream)
    }

    /// Writes the catalog, the information dictionary, the cross-reference table and the trailer.
    ///
    /// `identity` is 16 bytes that depend on the content alone; `catalog` and `info` are entries that stand beside libharu's.
    func finish(
        pages: ObjectID, producer: String, identity: [UInt8], catalog more: [UInt8] = [], info moreInfo: [UInt8] = []
    ) throws(PDFError) {
        let catalog = doc.pointee.catalog!
        let info = doc.pointee.info!
        HPDF_Dict_RemoveElement(catalog, "Pages")
        try writeOwn(catalog, more: Array("/Pages \(pages.reference)".utf8) + more)
        try check { HPDF_SetInfoAttr(doc, HPDF_INFO_PRODUCER, producer) }
        try writeOwn(info, more: moreInfo)
        try writePacked()
        let hex = identity.map { HaruDocument.hex($0) }.joined()
        let trailer =
            "/Root \(HaruDocument.number(of: catalog)) 0 R/Info \(HaruDocument.number(of: info)) 0 R/ID[<\(hex)><\(hex)>]"
        if packer == nil { try writeTable(trailer) } else { try writeTableStream(trailer) }
    }

    /// The number of the next free entry behind each unused number (ISO 32000-1, 7.5.4).
    private func nextFree(after number: UInt32) -> UInt32 { unused.first { $0 > number } ?? 0 }

    private func writeTable(_ trailer: String) throws(PDFError) {
        let start = state.written
        var table = "xref\n0 \(places.count)\n" + entry(UInt64(nextFree(after: 0)), generation: 65535, "f")
        for number in 1..<places.count {
            if unused.contains(UInt32(number)) {
                table += entry(UInt64(nextFree(after: UInt32(number))), generation: 0, "f")
            } else {
                guard let offset = places[number].offset else { throw HaruDocument.neverWritten(number) }
                table += entry(offset, generation: 0, "n")
            }
            if table.utf8.count > 1 << 16 {
                try put(Array(table.utf8))
                table = ""
            }
        }
        table += "trailer\n<</Size \(places.count)\(trailer)>>\nstartxref\n\(start)\n%%EOF\n"
        try put(Array(table.utf8))
    }

    /// The cross-reference table as a stream of rows, each the difference to the one before (ISO 32000-1, 7.5.8).
    private func writeTableStream(_ trailer: String) throws(PDFError) {
        let id = try reserve()
        let start = state.written
        places[Int(id.number)] = .offset(start)
        let width = ObjectPlace.width
        var last = [UInt8](repeating: 0, count: width)
        var rows: [UInt8] = []
        rows.reserveCapacity(places.count * (width + 1))
        for number in places.indices {
            let row: [UInt8]
            if number == 0 || unused.contains(UInt32(number)) {
                row = ObjectPlace.free(next: nextFree(after: UInt32(number)), isHead: number == 0)
            } else {
                guard places[number] != .absent else { throw HaruDocument.neverWritten(number) }
                row = places[number].row
            }
            // PNG's predictor "Up".
            rows.append(2)
            for index in 0..<width { rows.append(row[index] &- last[index]) }
            last = row
        }
        let stream = packer?.deflater.deflate(rows) ?? []
        let entries =
            "<</Type/XRef/Size \(places.count)/W\(ObjectPlace.widths)\(trailer)/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns \(width)>>/Length \(stream.count)>>"
        try putHead(id.number)
        try put(Array(entries.utf8))
        try put("\nstream\r\n")
        try put(stream)
        try put("\r\nendstream\nendobj\n")
        try put(Array("startxref\n\(start)\n%%EOF\n".utf8))
    }

    private static func neverWritten(_ number: Int) -> PDFError { .library("object \(number) was never written", code: 0) }

    /// Writes an object that libharu made, by libharu's serializer, with entries of ours after its own.
    private func writeOwn(_ dict: HPDF_Dict, more: [UInt8]) throws(PDFError) {
        let number = HaruDocument.number(of: dict)
        places[Int(number)] = .offset(state.written)
        try putHead(number)
        try check {
            more.withUnsafeBytes { bytes in
                var raw = bytes
                return withUnsafeMutablePointer(to: &raw) { pointer in
                    let kept = dict.pointee.attr
                    dict.pointee.attr = UnsafeMutableRawPointer(pointer)
                    dict.pointee.write_fn = { dict, stream in
                        guard let raw = dict?.pointee.attr?.assumingMemoryBound(to: UnsafeRawBufferPointer.self).pointee else {
                            return 1
                        }
                        if raw.isEmpty { return 0 }
                        return HPDF_Stream_Write(
                            stream, raw.baseAddress?.assumingMemoryBound(to: HPDF_BYTE.self), UInt32(raw.count))
                    }
                    let status = HPDF_Obj_WriteValue(dict, out, nil)
                    dict.pointee.attr = kept
                    dict.pointee.write_fn = nil
                    return status
                }
            }
        }
        try put("\nendobj\n")
    }

    private func entry(_ offset: UInt64, generation: Int, _ kind: String) -> String {
        let digits = String(offset)
        let serial = String(generation)
        return String(repeating: "0", count: 10 - digits.count) + digits + " " + String(repeating: "0", count: 5 - serial.count)
            + serial
            + " \(kind)\r\n"
    }

    private func putHead(_ number: UInt32) throws(PDFError) {
        head.clear()
        head.add(Int(number))
        head.add(" 0 obj\n")
        try check { HPDF_Stream_Write(out, head.view.baseAddress, UInt32(head.count)) }
    }

    private func put(_ text: StaticString) throws(PDFError) {
        try check { HPDF_Stream_Write(out, text.utf8Start, UInt32(text.utf8CodeUnitCount)) }
    }

    private func put(_ bytes: [UInt8]) throws(PDFError) {
        try check { bytes.withUnsafeBufferPointer { HPDF_Stream_Write(out, $0.baseAddress, UInt32($0.count)) } }
    }

    private func check(_ call: () -> HPDF_STATUS) throws(PDFError) {
        let status = call()
        if status != 0 || state.haru != nil || state.sinkError != nil { throw fault("libharu stopped", status) }
    }

    private func fault(_ message: String, _ status: HPDF_STATUS = 0) -> PDFError {
        if let error = state.sinkError { return .sink(error) }
        return .library(message, code: state.haru?.error ?? status)
    }

    private static func number(of dict: HPDF_Dict) -> UInt32 { dict.pointee.header.obj_id & 0x00FF_FFFF }

    private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}

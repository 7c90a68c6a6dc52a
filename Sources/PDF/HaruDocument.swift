import CHaru

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
    /// The offset of each object by its number, zero until it is written; index 0 is not an object.
    private var offsets: [UInt64] = [0]
    private let unused: Set<UInt32>
    private let scratch = ContentBuffer(capacity: 4096)
    private let head = ContentBuffer(capacity: 64)

    /// What libharu's callbacks, which must not unwind, leave for us to find.
    private final class State {
        let sink: any ByteSink
        var written: UInt64 = 0
        var sinkError: SinkError?
        var haru: (error: UInt, detail: UInt)?
        init(sink: any ByteSink) { self.sink = sink }
    }

    init(sink: any ByteSink) throws(PDFError) {
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
                    do throws(SinkError) {
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
        // libharu's own page tree and its empty objects have numbers already; ours are made anew.
        let count = doc.pointee.xref.pointee.entries.pointee.count
        offsets += [UInt64](repeating: 0, count: max(0, Int(count) - 1))
        unused = Set(
            (1..<max(1, count)).filter {
                $0 != HaruDocument.number(of: doc.pointee.catalog) && $0 != HaruDocument.number(of: doc.pointee.info)
            })
    }

    deinit {
        HPDF_Stream_Free(out)
        HPDF_Free(doc)
    }

    /// Bytes written so far.
    var count: UInt64 { state.written }

    /// Takes the next object number; the object is written later.
    func reserve() throws(PDFError) -> ObjectID {
        guard let dict = HPDF_Dict_New(doc.pointee.mmgr), HPDF_Xref_Add(doc.pointee.xref, dict) == 0 else {
            throw fault("no room for an object")
        }
        offsets.append(0)
        return ObjectID(number: HaruDocument.number(of: dict))
    }

    /// Writes the header; the four high bytes tell transports that the file is binary (ISO 32000-1, 7.5.2).
    func begin(version: String) throws(PDFError) {
        try put(Array("%PDF-\(version)\n%".utf8) + [0xB7, 0xBE, 0xAD, 0xAA, 0x0A])
    }

    /// Writes a dictionary whose entries are given as text, and its stream, if it has one.
    func write(_ id: ObjectID, _ entries: [UInt8], stream: [UInt8]? = nil) throws(PDFError) {
        let (entry, object) = try unwritten(id)
        let dict = object.assumingMemoryBound(to: _HPDF_Dict_Rec.self)
        scratch.clear()
        scratch.add(entries)
        if let stream {
            scratch.add("/Length ")
            scratch.add(stream.count)
        }
        offsets[Int(id.number)] = state.written
        try putHead(id.number)
        try check {
            var raw = UnsafeRawBufferPointer(scratch.view)
            return withUnsafeMutablePointer(to: &raw) { pointer in
                dict.pointee.attr = UnsafeMutableRawPointer(pointer)
                dict.pointee.write_fn = { dict, stream in
                    guard let raw = dict?.pointee.attr?.assumingMemoryBound(to: UnsafeRawBufferPointer.self).pointee else {
                        return 1
                    }
                    return HPDF_Stream_Write(stream, raw.baseAddress?.assumingMemoryBound(to: HPDF_BYTE.self), UInt32(raw.count))
                }
                let status = HPDF_Obj_WriteValue(object, out, nil)
                dict.pointee.attr = nil
                dict.pointee.write_fn = nil
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
        HPDF_Obj_ForceFree(doc.pointee.mmgr, object)
        entry.pointee.obj = nil
    }

    /// Writes an object that is copied from another file and is no dictionary.
    func write(_ id: ObjectID, value: [UInt8]) throws(PDFError) {
        let (entry, object) = try unwritten(id)
        offsets[Int(id.number)] = state.written
        try putHead(id.number)
        try put(value)
        try put("\nendobj\n")
        HPDF_Obj_ForceFree(doc.pointee.mmgr, object)
        entry.pointee.obj = nil
    }

    /// What libharu holds of an object until that is written.
    private func unwritten(_ id: ObjectID) throws(PDFError) -> (entry: HPDF_XrefEntry, object: UnsafeMutableRawPointer) {
        guard let entry = HPDF_Xref_GetEntry(doc.pointee.xref, id.number), let object = entry.pointee.obj else {
            throw .library("object \(id.number) is written twice", code: 0)
        }
        return (entry, object)
    }

    /// Writes the catalog, the information dictionary, the cross-reference table and the trailer.
    ///
    /// `identity` is 16 bytes that depend on the content alone.
    func finish(pages: ObjectID, producer: String, identity: [UInt8]) throws(PDFError) {
        let catalog = doc.pointee.catalog!
        let info = doc.pointee.info!
        HPDF_Dict_RemoveElement(catalog, "Pages")
        let entries = Array("/Pages \(pages.reference)".utf8)
        try writeOwn(catalog, more: entries)
        try check { HPDF_SetInfoAttr(doc, HPDF_INFO_PRODUCER, producer) }
        try writeOwn(info, more: [])
        let start = state.written
        var table = "xref\n0 \(offsets.count)\n"
        var previousFree = 0
        let free = unused.sorted()
        table += entry(UInt64(free.first ?? 0), generation: 65535, "f")
        for number in 1..<offsets.count {
            if unused.contains(UInt32(number)) {
                previousFree = free.first { $0 > UInt32(number) }.map(Int.init) ?? 0
                table += entry(UInt64(previousFree), generation: 0, "f")
            } else {
                guard offsets[number] > 0 else { throw .library("object \(number) was never written", code: 0) }
                table += entry(offsets[number], generation: 0, "n")
            }
        }
        let hex = identity.map { HaruDocument.hex($0) }.joined()
        table +=
            "trailer\n<</Size \(offsets.count)/Root \(HaruDocument.number(of: catalog)) 0 R/Info \(HaruDocument.number(of: info)) 0 R"
        table += "/ID[<\(hex)><\(hex)>]>>\nstartxref\n\(start)\n%%EOF\n"
        try put(Array(table.utf8))
    }

    /// Writes an object that libharu made, by libharu's serializer, with entries of ours after its own.
    private func writeOwn(_ dict: HPDF_Dict, more: [UInt8]) throws(PDFError) {
        let number = HaruDocument.number(of: dict)
        offsets[Int(number)] = state.written
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

/// Why a PDF file could not be written.
package enum PDFError: Error, CustomStringConvertible {
    case sink(SinkError)
    /// libharu's error number, or zero.
    case library(String, code: UInt)
    case font(FontFault)
    case picture(String)
    case encryption(EncryptionFault)

    package var description: String {
        switch self {
        case .sink(let error): error.description
        case .library(let message, let code): code == 0 ? message : "\(message) (error 0x\(String(code, radix: 16)))"
        case .font(let fault): fault.message
        case .picture(let message): message
        case .encryption(let fault): fault.description
        }
    }
}

/// A font that could not be written.
package struct FontFault: Sendable {
    package let message: String
}

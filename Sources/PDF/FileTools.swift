/// What writing a file takes and gives back: compressors, whose memory costs more to get than a small file takes to write.
///
/// One for each thread; whoever writes many files hands the same to all of them.
package final class FileTools {
    /// For what a file holds once, however many pages it has.
    lazy var once = Deflater(level: 12)
    /// The same for files of few pages: a third of the time, for 2 % more bytes.
    lazy var onceOfFew = Deflater(level: 8)
    lazy var packer = ObjectPacker()

    package init() {}
}

import CMalloc

/// How the process holds memory.
enum Memory {
    /// Rendering takes and gives back the same few megabytes for every record. glibc would hand them to the kernel and ask
    /// for them again (mallopt(3): blocks of 128 KiB are mapped one by one, and the heap's end is trimmed); kept, they
    /// save a twentieth of the time. The bound keeps a worker's memory flat.
    static func keepFreed() {
        mallopt(M_MMAP_THRESHOLD, 4 << 20)
        mallopt(M_TRIM_THRESHOLD, 16 << 20)
    }
}

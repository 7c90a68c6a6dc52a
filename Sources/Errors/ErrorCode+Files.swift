/// R3xx: why a file cannot be written, taken apart or encrypted.
extension ErrorCode {
    package static let writeFailed = ErrorCode(
        "R301", "write-failed", "A file cannot be written.",
        fix: "The message has the system's reason.")
    package static let noFolder = ErrorCode(
        "R302", "no-folder", "The folder of a file is not there.",
        fix: "Make the folder, or correct the path.")
    package static let deviceFull = ErrorCode(
        "R303", "device-full", "The device takes no more bytes.",
        fix: "Make room, and begin again; nothing was left half written.")
    package static let onlyOneFile = ErrorCode(
        "R304", "only-one-file", "The output takes one file and more than one is needed.",
        fix: "Name a file, or print fewer records.")
    package static let folderNotMade = ErrorCode(
        "R305", "folder-not-made", "A folder cannot be made.",
        fix: "The message has the system's reason.")
    package static let pdfLibrary = ErrorCode(
        "R311", "pdf-library", "The PDF library refused something.",
        fix: "Report it with the template and the record.")
    package static let fontNotEmbedded = ErrorCode(
        "R312", "font-not-embedded", "A font cannot be put into a PDF.",
        fix: "Take another version of the font.")
    package static let pictureNotEmbedded = ErrorCode(
        "R313", "picture-not-embedded", "A picture cannot be put into a PDF.",
        fix: "Save the picture again, as PNG or JPEG.")
    package static let noPages = ErrorCode(
        "R321", "no-pages", "No pages are asked for.",
        fix: "Name at least one page.")
    package static let unreadablePDF = ErrorCode(
        "R322", "unreadable-pdf", "A PDF to take pages from cannot be read.",
        fix: "Look at its path and rights; the message has the system's reason.")
    package static let noSuchPage = ErrorCode(
        "R323", "no-such-page", "A page is asked for that the file does not have.",
        fix: "Ask for a page that it has.")
    package static let damagedPDF = ErrorCode(
        "R324", "damaged-pdf", "A PDF to take pages from is damaged.",
        fix: "Take the file from its archive or backup.")
    package static let unfamiliarPDF = ErrorCode(
        "R325", "unfamiliar-pdf", "A PDF of another program cannot be taken apart.",
        fix: "Take pages from files that Billpress wrote.")
    package static let extractionProgramMissing = ErrorCode(
        "R326", "extraction-program-missing", "qpdf, which reads PDF files of other programs, is not installed.",
        fix: "apt-get install qpdf")
    package static let overlayFailed = ErrorCode(
        "R327", "overlay-failed", "The mark for copies cannot be made.",
        fix: "Correct its text, or the font that it is set in.")
    package static let tooLargeToEncrypt = ErrorCode(
        "R341", "too-large-to-encrypt", "A file is too large to be encrypted.",
        fix: "Write fewer documents into one file.")
    package static let archivalEncryption = ErrorCode(
        "R342", "archival-encryption", "A file that claims to be PDF/A cannot be encrypted.",
        fix: "Make a copy that makes no such claim.")
    package static let encryptionProgramMissing = ErrorCode(
        "R343", "encryption-program-missing", "qpdf, which encrypts files, is not installed.",
        fix: "apt-get install qpdf")
    package static let encryptionFailed = ErrorCode(
        "R344", "encryption-failed", "A file cannot be encrypted.",
        fix: "The message has the reason.")
    package static let passwordUnreadable = ErrorCode(
        "R351", "password-unreadable", "The password file cannot be read.",
        fix: "Look at its path and rights; the message has the system's reason.")
    package static let passwordOpen = ErrorCode(
        "R352", "password-open-to-others", "Others than its owner may read the password file.",
        fix: "chmod 600 the file.")
    package static let passwordEmpty = ErrorCode(
        "R353", "password-empty", "The password file holds no password.",
        fix: "Write the password on its first line.")
    package static let passwordLines = ErrorCode(
        "R354", "password-lines", "The password file holds more than one line.",
        fix: "Name the right file; a password stands alone on the first line.")
    package static let passwordTooLong = ErrorCode(
        "R355", "password-too-long", "The password is longer than PDF takes.",
        fix: "Choose a password of at most 127 bytes.")
    package static let passwordNotASCII = ErrorCode(
        "R356", "password-not-ascii", "The password holds a character beyond ASCII.",
        fix: "Choose a password of ASCII letters, digits and signs.")
    package static let passwordMark = ErrorCode(
        "R357", "password-byte-order-mark", "The password file begins with a byte order mark.",
        fix: "Save it as plain text, without one.")
    package static let passwordControl = ErrorCode(
        "R358", "password-control-character", "The password holds a control character.",
        fix: "Choose a password that can be typed.")
    package static let passwordBlank = ErrorCode(
        "R359", "password-outer-blank", "The password begins or ends with a blank.",
        fix: "Take the blank out, or choose another password.")

    package static let files: [ErrorCode] = [
        .writeFailed, .noFolder, .deviceFull, .onlyOneFile, .folderNotMade, .pdfLibrary, .fontNotEmbedded,
        .pictureNotEmbedded, .noPages, .unreadablePDF, .noSuchPage, .damagedPDF, .unfamiliarPDF,
        .extractionProgramMissing, .overlayFailed, .tooLargeToEncrypt, .archivalEncryption, .encryptionProgramMissing,
        .encryptionFailed, .passwordUnreadable, .passwordOpen, .passwordEmpty, .passwordLines, .passwordTooLong,
        .passwordNotASCII, .passwordMark, .passwordControl, .passwordBlank,
    ]
}

import ArgumentParser
import PDF
import Pages

/// How a copy that is mailed is protected.
struct EncryptionOptions: ParsableArguments {
    @Option(
        help:
            "Encrypt what is written (AES-256), so that it opens with the password on the first line of this file, which nobody but its owner may read."
    )
    var passwordFile: String?

    @Flag(help: "With a password: an accessible copy that is not an archival one, since PDF/A forbids encryption.")
    var notArchival = false

    func validate() throws {
        if notArchival && passwordFile == nil {
            throw ValidationError("--not-archival is for a copy that is encrypted, so it needs --password-file")
        }
    }

    /// Refuses a password for what is to be archived.
    func check(_ profile: OutputProfile) throws {
        guard passwordFile != nil, !notArchival, profile.isArchival else { return }
        throw ValidationError(
            "PDF/A forbids encryption (ISO 19005-2, 6.1.3), so --profile \(profile.rawValue) takes no --password-file; with --not-archival the copy makes no claim to be archival"
        )
    }

    /// What a profile that was asked for becomes: one that makes no claim which encryption would break.
    func made(_ profile: OutputProfile) -> OutputProfile { notArchival ? profile.withoutClaim : profile }

    /// What is asked for, or nil; or says why it cannot be done, and ends with the status for it before anything is made.
    func read() throws -> Encryption? {
        guard let passwordFile else { return nil }
        var encryption: Encryption
        do throws(PasswordFault) { encryption = Encryption(password: try Password(file: passwordFile)) } catch {
            Console.error(CommandWords.message(of: error))
            throw Status.badInput.exitCode
        }
        encryption.dropsClaim = notArchival
        guard encryption.isInstalled else {
            Console.error(CommandWords.message(of: EncryptionFault.missingProgram("qpdf")))
            throw Status.environment.exitCode
        }
        return encryption
    }
}

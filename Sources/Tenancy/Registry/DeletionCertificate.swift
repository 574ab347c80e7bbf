package import Base
import Crypto
import Foundation
package import Wire

/// What remains of a deleted tenant (details §4, 1.33; why.md S13): which log it was, whose key was destroyed, when, by whom and
/// why, and what may still exist until when. Signed with the platform key; it names the tenant by number and by a digest only.
package struct DeletionCertificate: Sendable, Equatable {
    package let number: Int64
    /// SHA-256 of the tenant's code and name, hexadecimal.
    package let nameDigest: String
    package let epoch: Int64
    /// Of the log at its end, and its root.
    package let logSize: Int64
    package let root: String
    /// SHA-256 of the wrapped key file that was destroyed.
    package let keyFingerprint: String
    package let time: Timestamp
    package let by: String
    package let reason: String
    /// Copies of the wrapped key may stand in key backups until then.
    package let keyBackupsUntil: Timestamp
    /// True for the second certificate, issued when that time has passed.
    package let isFinal: Bool

    var json: JSON {
        [
            "tenant": .int(number), "name_digest": .string(nameDigest), "epoch": .int(epoch), "log_size": .int(logSize),
            "root": .string(root), "key_fingerprint": .string(keyFingerprint), "time_ms": .int(time.ms), "by": .string(by),
            "reason": .string(reason), "key_backups_until_ms": .int(keyBackupsUntil.ms), "final": .bool(isFinal),
        ]
    }

    init?(_ json: JSON) {
        guard let number = json["tenant"]?.intValue, let nameDigest = json["name_digest"]?.stringValue, let epoch = json["epoch"]?.intValue,
            let logSize = json["log_size"]?.intValue, let root = json["root"]?.stringValue,
            let keyFingerprint = json["key_fingerprint"]?.stringValue, let time = json["time_ms"]?.intValue,
            let by = json["by"]?.stringValue, let reason = json["reason"]?.stringValue,
            let until = json["key_backups_until_ms"]?.intValue, let isFinal = json["final"]?.boolValue
        else { return nil }
        self.init(
            number: number, nameDigest: nameDigest, epoch: epoch, logSize: logSize, root: root, keyFingerprint: keyFingerprint,
            time: Timestamp(ms: time), by: by, reason: reason, keyBackupsUntil: Timestamp(ms: until), isFinal: isFinal)
    }

    init(
        number: Int64, nameDigest: String, epoch: Int64, logSize: Int64, root: String, keyFingerprint: String, time: Timestamp,
        by: String, reason: String, keyBackupsUntil: Timestamp, isFinal: Bool
    ) {
        self.number = number
        self.nameDigest = nameDigest
        self.epoch = epoch
        self.logSize = logSize
        self.root = root
        self.keyFingerprint = keyFingerprint
        self.time = time
        self.by = by
        self.reason = reason
        self.keyBackupsUntil = keyBackupsUntil
        self.isFinal = isFinal
    }

    /// The same as of the day on which the key backups have expired.
    func final(at now: Timestamp) -> DeletionCertificate {
        DeletionCertificate(
            number: number, nameDigest: nameDigest, epoch: epoch, logSize: logSize, root: root, keyFingerprint: keyFingerprint, time: now,
            by: by, reason: reason, keyBackupsUntil: keyBackupsUntil, isFinal: true)
    }

    /// Prefix and canonical form: what the platform key signs.
    func signedBytes() throws -> [UInt8] { Array("gongdao/v1/certificate\n".utf8) + (try json.canonical()) }
}

/// A certificate with its signature (Ed25519) and the key it verifies under, both base64url.
package struct SignedCertificate: Sendable, Equatable {
    static let kind = "certificate"
    static let finalKind = "certificate.final"

    package let certificate: DeletionCertificate
    package let signature: String
    package let publicKey: String

    init(_ certificate: DeletionCertificate, _ platformKey: PlatformKey) throws {
        let key = try platformKey.signingKey()
        self.certificate = certificate
        signature = Base64URL.encode(try key.signature(for: try certificate.signedBytes()))
        publicKey = Base64URL.encode(key.publicKey.rawRepresentation)
    }

    init?(_ json: JSON) {
        guard let certificate = json["certificate"].flatMap(DeletionCertificate.init), let signature = json["sig"]?.stringValue,
            let publicKey = json["key"]?.stringValue
        else { return nil }
        (self.certificate, self.signature, self.publicKey) = (certificate, signature, publicKey)
    }

    /// What travels and is kept.
    package var json: JSON { ["certificate": certificate.json, "sig": .string(signature), "key": .string(publicKey)] }

    /// Whether the signature holds under the key it names; whether that is the platform's key is for the reader to know.
    package var isValid: Bool {
        guard let raw = Base64URL.decode(publicKey), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw),
            let bytes = try? certificate.signedBytes(), let signature = Base64URL.decode(signature)
        else { return false }
        return key.isValidSignature(signature, for: bytes)
    }
}

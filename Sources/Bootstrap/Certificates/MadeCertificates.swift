package import Base
import Crypto
import Foundation
import SwiftASN1
import X509

/// A small certificate authority of its own, for the demo and for tests: a root, and a server certificate for this machine.
package struct MadeCertificates: Sendable {
    /// PEM files in `folder`: `ca.pem`, `server.pem` (chain), `server.key`.
    package let ca: String
    package let certificate: String
    package let key: String

    /// Valid from a day before `now` for a year, for `localhost`, 127.0.0.1 and ::1.
    package static func make(in folder: String, now: Timestamp, random: any RandomSource) throws -> MadeCertificates {
        let files = MadeCertificates(ca: folder + "/ca.pem", certificate: folder + "/server.pem", key: folder + "/server.key")
        let start = Date(timeIntervalSince1970: Double(now.ms) / 1000 - 86_400)
        let end = Date(timeIntervalSince1970: Double(now.ms) / 1000 + 365 * 86_400)
        let rootKey = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let serverKey = P256.Signing.PrivateKey()
        let rootName = try DistinguishedName { CommonName("Gongdao demo authority") }
        let root = try Certificate(
            version: .v3, serialNumber: serial(random), publicKey: rootKey.publicKey, notValidBefore: start, notValidAfter: end,
            issuer: rootName, subject: rootName, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
            },
            issuerPrivateKey: rootKey)
        let server = try Certificate(
            version: .v3, serialNumber: serial(random), publicKey: Certificate.PrivateKey(serverKey).publicKey, notValidBefore: start,
            notValidAfter: end, issuer: rootName, subject: try DistinguishedName { CommonName("localhost") },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames([
                    .dnsName("localhost"), .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
                    .ipAddress(ASN1OctetString(contentBytes: ArraySlice([UInt8](repeating: 0, count: 15) + [1]))),
                ])
            },
            issuerPrivateKey: rootKey)
        try write(root.serializeAsPEM().pemString, to: files.ca)
        try write(server.serializeAsPEM().pemString, to: files.certificate)
        try write(serverKey.pemRepresentation, to: files.key)
        return files
    }

    private static func serial(_ random: any RandomSource) -> Certificate.SerialNumber {
        Certificate.SerialNumber(bytes: [0x01] + random.bytes(15))
    }

    /// Private from the first byte on.
    private static func write(_ text: String, to file: String) throws {
        guard FileManager.default.createFile(atPath: file, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw CocoaError(.fileWriteUnknown)
        }
        try Data((text + "\n").utf8).write(to: URL(fileURLWithPath: file))
    }
}

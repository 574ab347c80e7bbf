import Foundation

/// Base64 with padding, as notes carry it (RFC 4648 §4). One byte string has one spelling: bits set behind the last byte are refused,
/// so that no changed character of a note goes unseen.
package enum Base64 {
    package static func encode(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let text = String(text)
        guard let data = Data(base64Encoded: text), data.base64EncodedString() == text else { return nil }
        return Array(data)
    }
}

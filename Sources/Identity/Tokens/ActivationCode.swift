package import Base

/// A code that lets somebody set the first (or a new) password: 12 characters of an alphabet without look-alikes, in three groups:
/// `7K3M-QX9P-2WDC`; 60 bits. Only its hash is stored.
package enum ActivationCode {
    private static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ".utf8)
    private static let length = 12

    package static func make(random: any RandomSource) -> String {
        var out = [UInt8]()
        for index in 0..<length {
            if index > 0, index % 4 == 0 { out.append(45) }
            out.append(alphabet[random.below(alphabet.count)])
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// What is stored: hash over tenant, account and the code as people may type it (case, blanks and hyphens do not matter).
    package static func digest(_ code: String, tenant: String, account: String) -> String {
        let typed = code.uppercased().utf8.filter { $0 != 45 && $0 != 32 }
        return Base64URL.encode(sha256(Array("\(tenant).\(account).".utf8) + typed))
    }
}

/// The signed statement over a bundle's manifest (protocol/evidence.md §3.2).
package struct BundleNote: Sendable, Equatable {
    package static let header = "gongdao/v1/bundle"

    package var origin: String
    /// SHA-256 of `manifest.json` as it stands.
    package var hash: [UInt8]
    package var made: Int64

    package init(origin: String, hash: [UInt8], made: Int64) {
        (self.origin, self.hash, self.made) = (origin, hash, made)
    }

    package var text: String {
        [BundleNote.header, origin, "sha256 \(Base64.encode(hash))", "made \(made)"].map { $0 + "\n" }.joined()
    }

    /// Nil for a text that `text` would not write.
    package init?(parsing text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 5, lines[0] == BundleNote.header, lines[2].hasPrefix("sha256 "),
            let hash = Base64.decode(lines[2].dropFirst(7)), hash.count == 32, lines[3].hasPrefix("made "),
            let made = Int64(lines[3].dropFirst(5))
        else { return nil }
        self.init(origin: String(lines[1]), hash: hash, made: made)
        guard self.text == text else { return nil }
    }
}

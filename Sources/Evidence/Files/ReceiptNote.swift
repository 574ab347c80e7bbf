import Base

/// The short form of a receipt, signed by the log's key, for a QR code (protocol/evidence.md §2.2).
package struct ReceiptNote: Sendable, Equatable {
    package static let header = "gongdao/v1/receipt"
    /// Of the signed note.
    package static let maxBytes = 1_200

    package var origin: String
    package var size: Int64
    package var root: TreeNode
    package var index: Int64
    /// 42 bytes.
    package var leaf: [UInt8]
    package var digest: String
    package var code: Int64
    /// Lower bound of the proven time; nil where the device had no token.
    package var from: Int64?
    package var arrival: Int64
    /// The leaf's.
    package var time: Int64

    /// What the note must say of this leaf in this tree. Throws where the body is none.
    package init(checkpoint: Checkpoint, index: Int64, leaf: Leaf, body: [UInt8]) throws(FormError) {
        let read = try ActBody(body)
        origin = checkpoint.origin
        size = checkpoint.size
        root = checkpoint.root
        self.index = index
        self.leaf = leaf.bytes
        digest = ActBody.digest(of: body, read)
        code = read.code
        from = read.token
        arrival = read.arrived ?? leaf.time.ms
        time = leaf.time.ms
    }

    package var text: String {
        [
            ReceiptNote.header, origin, String(size), Base64.encode(root), String(index), Base64URL.encode(leaf), "digest \(digest)",
            "code \(code)", "interval \(from.map(String.init) ?? "-") \(arrival)", "time \(time)",
        ].map { $0 + "\n" }.joined()
    }

    /// Nil for a text that `text` would not write.
    package init?(parsing text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 11, lines[0] == ReceiptNote.header, let size = Int64(lines[2]), let root = Base64.decode(lines[3]),
            root.count == 32, let index = Int64(lines[4]), let leaf = Base64URL.decode(lines[5]), leaf.count == Leaf.byteCount,
            let digest = ReceiptNote.value(lines[6], "digest"), let code = ReceiptNote.value(lines[7], "code").flatMap({ Int64($0) }),
            let interval = ReceiptNote.value(lines[8], "interval")?.split(separator: " ").map(String.init), interval.count == 2,
            let arrival = Int64(interval[1]), let time = ReceiptNote.value(lines[9], "time").flatMap({ Int64($0) })
        else { return nil }
        (origin, self.size, self.root, self.index, self.leaf) = (lines[1], size, root, index, leaf)
        (self.digest, self.code, self.arrival, self.time) = (digest, code, arrival, time)
        if interval[0] != "-" {
            guard let from = Int64(interval[0]) else { return nil }
            self.from = from
        }
        guard self.text == text else { return nil }
    }

    private static func value(_ line: String, _ name: String) -> String? {
        line.hasPrefix(name + " ") ? String(line.dropFirst(name.count + 1)) : nil
    }

    /// The names of the lines that differ from what the note must say.
    package func differences(from other: ReceiptNote, bodyKnown: Bool) -> [String] {
        var out: [String] = []
        if origin != other.origin { out.append("origin") }
        if size != other.size { out.append("size") }
        if root != other.root { out.append("root") }
        if index != other.index { out.append("index") }
        if leaf != other.leaf { out.append("leaf") }
        if time != other.time { out.append("time") }
        guard bodyKnown else { return out }
        if digest != other.digest { out.append("digest") }
        if code != other.code { out.append("code") }
        if from != other.from || arrival != other.arrival { out.append("interval") }
        return out
    }
}

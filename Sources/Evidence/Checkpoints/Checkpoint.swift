import Foundation

/// What a log says of itself at one moment (C2SP `tlog-checkpoint`): whose it is, how many leaves it has, and their root. Lines behind
/// these are extensions and are kept as they stand.
package struct Checkpoint: Sendable, Equatable {
    /// `host/tenant/e<epoch>`: a restore begins a new epoch, and with it a new origin.
    package var origin: String
    package var size: Int64
    package var root: TreeNode
    package var extensions: [String]

    package init(origin: String, size: Int64, root: TreeNode, extensions: [String] = []) {
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    package var text: String {
        ([origin, String(size), Data(root).base64EncodedString()] + extensions).map { $0 + "\n" }.joined()
    }

    /// Nil for a text that is no checkpoint: an empty origin, a size with leading zeros, a root that is not 32 bytes.
    package init?(parsing text: String) {
        guard text.hasSuffix("\n") else { return nil }
        let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count >= 3, !lines[0].isEmpty, let size = Int64(lines[1]), size >= 0, String(size) == lines[1],
            let root = Base64.decode(lines[2]), root.count == 32, lines.dropFirst(3).allSatisfy({ !$0.isEmpty })
        else { return nil }
        self.init(origin: lines[0], size: size, root: Array(root), extensions: Array(lines.dropFirst(3)))
    }
}

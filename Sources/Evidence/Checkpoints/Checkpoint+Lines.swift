package import Base
import Foundation

extension Checkpoint {
    /// The end of the epoch before: what a restored log still holds of it.
    package struct Before: Sendable, Equatable {
        package var origin: String
        package var size: Int64
        package var root: TreeNode

        package init(origin: String, size: Int64, root: TreeNode) {
            self.origin = origin
            self.size = size
            self.root = root
        }
    }

    /// With the lines this log writes: `time`, and from the second epoch on `before`.
    package init(origin: LogOrigin, size: Int64, root: TreeNode, time: Timestamp, before: Before?) {
        var lines = ["time \(time.ms)"]
        if let before { lines.append(before.line) }
        self.init(origin: origin.text, size: size, root: root, extensions: lines)
    }

    package var time: Timestamp? {
        extensions.lazy.compactMap { line in
            line.hasPrefix("time ") ? Checkpoint.number(line.dropFirst(5)).map { Timestamp(ms: $0) } : nil
        }.first
    }

    package var before: Before? { extensions.lazy.compactMap { Before($0) }.first }

    /// Decimal, no sign, no leading zeros.
    static func number(_ text: some StringProtocol) -> Int64? {
        guard let number = Int64(text), number >= 0, String(number) == text else { return nil }
        return number
    }
}

extension Checkpoint.Before {
    package var line: String { "before \(origin) \(size) \(Data(root).base64EncodedString())" }

    package init?(_ line: String) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "before", let size = Checkpoint.number(parts[2]),
            let root = Base64.decode(parts[3]), root.count == 32
        else { return nil }
        self.init(origin: String(parts[1]), size: size, root: root)
    }
}

/// Why bytes are no ZIP archive that we read, or why no such can be written. What is refused stands in protocol/evidence.md §3.2.
package enum ZipError: Error, Equatable {
    /// No end of a central directory: not a ZIP archive.
    case notAnArchive
    /// The directory contradicts itself or the file.
    case directory
    /// More members, or a longer directory, than `ZipLimits` allows.
    case tooMany
    /// Encrypted, on several disks, a method other than stored and deflated, a link.
    case unsupported(String)
    /// `..`, a leading `/`, `\`, `:`, control characters, not ASCII, too long.
    case name(String)
    case twice(String)
    /// The local header contradicts the directory, or members overlap or leave gaps.
    case layout(String)
    /// Inflates to more than it may.
    case bomb(String)
    /// The data ends early, is damaged, or has another length or checksum.
    case data(String)
    /// A member that was begun as a small one has passed 4 GiB.
    case tooLarge(String)
    /// Called out of order: a program's mistake, not a file's.
    case order
}

package enum ZipLimits {
    package static let members = 100_002
    package static let directoryBytes: Int64 = 64 * 1024 * 1024
    package static let nameBytes = 256
    /// DEFLATE cannot do better than about 1 : 1032.
    package static let ratio: Int64 = 1_100
    package static let slack: Int64 = 64 * 1024
    /// Pieces in which members are read.
    package static let pieceBytes = 64 * 1024

    /// Names are ASCII: they mean the same on every system.
    package static func allows(_ name: String) -> Bool {
        guard (1...nameBytes).contains(name.utf8.count), !name.hasPrefix("/"), !name.hasSuffix("/"),
            name.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C && $0 != 0x3A })
        else { return false }
        return name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }
}

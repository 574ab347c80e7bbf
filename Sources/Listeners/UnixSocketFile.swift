import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The file of a Unix socket: a stale one goes, one in use stays, and the mode is right from the first moment it is seen.
enum UnixSocketFile {
    /// `sun_path` with its closing zero; the temporary name below needs 4 more.
    static let pathLimit = 108 - 1 - 4

    /// The name to bind under; `publish` renames it once its mode is set, so that nobody connects before.
    static func temporary(_ path: String) -> String { path + ".new" }

    /// Removes what a dead process left behind. Throws when somebody listens there, or when the file is no socket.
    static func clear(_ path: String) throws(ListenerError) {
        guard path.utf8.count <= pathLimit else { throw .socketPathTooLong(path, limit: pathLimit) }
        for name in [path, temporary(path)] {
            var status = stat()
            guard lstat(name, &status) == 0 else { continue }
            guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(name) }
            if name == path, isAnswered(name) { throw .addressInUse(name) }
            unlink(name)
        }
    }

    static func publish(_ path: String, mode: UInt32) throws(ListenerError) {
        guard chmod(temporary(path), mode) == 0, rename(temporary(path), path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(temporary(path))
            throw .bind(path, reason: reason)
        }
    }

    static func remove(_ path: String) { unlink(path) }

    /// Whether a connection is taken: only a listening process does that.
    private static func isAnswered(_ path: String) -> Bool {
        let file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard file >= 0 else { return false }
        defer { close(file) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}

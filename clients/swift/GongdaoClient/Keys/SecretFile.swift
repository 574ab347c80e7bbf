#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Small files that only their owner may read: made with mode 0600 from the first byte on, replaced whole, on disk when `write` returns.
public enum SecretFile {
    public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Nil where there is no such file or it cannot be read. Files here are at most 64 KiB.
    public static func read(_ path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var out = [UInt8]()
        var chunk = [UInt8](repeating: 0, count: 4096)
        while out.count < 64 * 1024 {
            let count = unsafeRead(file, &chunk)
            if count < 0 { return nil }
            if count == 0 { break }
            out += chunk[0..<count]
        }
        return out
    }

    private static func unsafeRead(_ file: Int32, _ chunk: inout [UInt8]) -> Int {
        chunk.withUnsafeMutableBytes { buffer in
            #if canImport(Darwin)
            Darwin.read(file, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
            Musl.read(file, buffer.baseAddress, buffer.count)
            #else
            Glibc.read(file, buffer.baseAddress, buffer.count)
            #endif
        }
    }

    public static func write(_ bytes: [UInt8], to path: String) throws {
        let temporary = path + ".new"
        unlink(temporary)
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { put(file, $0) }
            guard written > 0 else { throw failure(path) }
            rest = rest.dropFirst(written)
        }
        guard fsync(file) == 0, rename(temporary, path) == 0 else { throw failure(path) }
    }

    /// Gives a whole file its name, in place of one that may be there.
    static func move(_ temporary: String, to path: String) throws {
        guard rename(temporary, path) == 0 else { throw failure(path) }
    }

    private static func put(_ file: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
        Darwin.write(file, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
        Musl.write(file, buffer.baseAddress, buffer.count)
        #else
        Glibc.write(file, buffer.baseAddress, buffer.count)
        #endif
    }

    /// Overwrites the file before it goes. On copying file systems and flash the old blocks may survive; what they open is gone with
    /// the cache then, and the server knows the device as wiped.
    public static func destroy(_ path: String) throws {
        guard exists(path) else { return }
        let file = open(path, O_WRONLY)
        if file >= 0 {
            let zeros = [UInt8](repeating: 0, count: 512)
            _ = zeros.withUnsafeBytes { put(file, $0) }
            fsync(file)
            close(file)
        }
        guard unlink(path) == 0 else { throw failure(path) }
    }

    /// Makes a folder that only its owner may enter, with all above it.
    public static func makeFolder(_ path: String) throws {
        var made = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: true) {
            made += (path.hasPrefix("/") || !made.isEmpty ? "/" : "") + part
            if mkdir(made, 0o700) != 0 && errno != EEXIST { throw failure(made) }
        }
    }

    private static func failure(_ path: String) -> ClientError {
        ClientError.cannotStore("\(path): \(String(cString: strerror(errno)))")
    }
}

package import Base
import Foundation
package import Tenancy

/// Where the platform key comes from, in this order: a systemd credential, the environment, a file.
package enum PlatformKeySource {
    static let credential = "platform-key"
    static let variable = "GONGDAO_PLATFORM_KEY"

    /// The key and a word for where it came from. Throws `StartRefusal`.
    package static func load(
        _ settings: Settings, environment: [String: String]
    ) throws(StartRefusal) -> (key: PlatformKey, source: String) {
        if let folder = environment["CREDENTIALS_DIRECTORY"] {
            let path = folder + "/" + credential
            if FileManager.default.fileExists(atPath: path) { return (try read(path), "the credential \(credential)") }
        }
        if let text = environment[variable] {
            guard let key = parse(text) else { throw .badPlatformKey(source: variable) }
            return (key, variable)
        }
        guard let file = settings.keyFile else { throw .noPlatformKey }
        for folder in [settings.dataDir, settings.keysDir, settings.backupDir] where Paths.isInside(file, folder) {
            throw .keyFileInside(file: file, folder: folder)
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: Paths.real(file))
        if let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue, mode & 0o077 != 0 { throw .keyFileReadable(file: file) }
        return (try read(file), file)
    }

    private static func read(_ path: String) throws(StartRefusal) -> PlatformKey {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 256 else { throw .badPlatformKey(source: path) }
        guard let key = parse(String(decoding: data, as: UTF8.self)) else { throw .badPlatformKey(source: path) }
        return key
    }

    static func parse(_ text: String) -> PlatformKey? {
        Hex.decode(text.trimmingCharacters(in: .whitespacesAndNewlines)).flatMap { PlatformKey($0) }
    }

    /// Writes a new key to a new file that only this user may read. Throws when the file exists.
    package static func make(file: String, random: any RandomSource) throws(StartRefusal) {
        let text = Hex.encode(random.bytes(PlatformKey.byteCount)) + "\n"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .folder(file, reason: errno == EEXIST ? "it exists already, and a key is never overwritten" : String(cString: strerror(errno)))
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data(text.utf8))
            try handle.synchronize()
        } catch {
            throw .folder(file, reason: "writing failed")
        }
    }
}

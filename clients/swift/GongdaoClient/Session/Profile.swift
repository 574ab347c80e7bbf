internal import Base
internal import Foundation
internal import Wire

/// Where one profile keeps its things. Two profiles on one computer share nothing.
public struct Profile: Sendable, Equatable {
    /// Folder of the cache and of `profile.json`.
    public var folder: String
    /// The key file, outside that folder.
    public var keyPath: String

    public init(folder: String, keyPath: String) {
        self.folder = folder
        self.keyPath = keyPath
    }

    /// `<home>/profiles/<name>` and `<home>/keys/<name>.key`. Throws for a name outside `[A-Za-z0-9._-]{1,64}`.
    public init(named name: String, in home: String) throws {
        let isName = !name.isEmpty && name.utf8.count <= 64 && !name.hasPrefix(".")
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122, 45, 46, 95: true
                default: false
                }
            }
        guard isName else { throw ClientError.badArgument("profile name \(name)") }
        self.init(folder: "\(home)/profiles/\(name)", keyPath: "\(home)/keys/\(name).key")
    }

    public var cachePath: String { folder + "/cache.sqlite" }
    var settingsPath: String { folder + "/profile.json" }
    var wipedPath: String { folder + "/wiped.json" }

    func makeFolders() throws {
        try SecretFile.makeFolder(folder)
        if let slash = keyPath.lastIndex(of: "/") { try SecretFile.makeFolder(String(keyPath[..<slash])) }
    }

    /// The cache's files; gone with their key they hold nothing that opens.
    func removeCache() {
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: cachePath + ending) }
    }

    public static func names(in home: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: home + "/profiles")) ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }
}

/// What is not secret: where the server is.
public struct ProfileSettings: Codable, Sendable, Equatable {
    public var server: String
    public var authorities: String?
    public var tenant: String

    public init(server: String, authorities: String? = nil, tenant: String) {
        self.server = server
        self.authorities = authorities
        self.tenant = tenant
    }

    public static func read(_ profile: Profile) -> ProfileSettings? {
        guard let bytes = SecretFile.read(profile.settingsPath) else { return nil }
        return try? WireDecoder.decode(ProfileSettings.self, fromBytes: bytes)
    }

    public func write(_ profile: Profile) throws {
        try profile.makeFolders()
        try SecretFile.write(WireEncoder.encode(self) + [0x0A], to: profile.settingsPath)
    }
}

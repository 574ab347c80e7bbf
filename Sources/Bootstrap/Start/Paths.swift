import Foundation

/// Where files really lie, links followed.
enum Paths {
    /// The path with links resolved as far as it exists.
    static func real(_ path: String) -> String {
        var existing = URL(fileURLWithPath: path).standardizedFileURL
        var rest: [String] = []
        while !FileManager.default.fileExists(atPath: existing.path), existing.path != "/" {
            rest.insert(existing.lastPathComponent, at: 0)
            existing.deleteLastPathComponent()
        }
        let base = existing.resolvingSymlinksInPath().path
        return rest.reduce(base) { ($0 == "/" ? "" : $0) + "/" + $1 }
    }

    /// Whether `path` is `folder` or lies under it.
    static func isInside(_ path: String, _ folder: String) -> Bool {
        let (path, folder) = (real(path), real(folder))
        return path == folder || path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
    }
}

import Foundation
import Store

extension SQLiteFactory {
    /// A file that a newer version has written.
    package struct NewerFile: Sendable, Equatable {
        package var file: String
        package var found: Int
        package var known: Int
    }

    /// Looks at the head of every file, opening none: quick enough for ten thousand tenants. What a log beside a file still holds is
    /// not seen; opening the file finds that.
    package func newerFiles() throws -> [NewerFile] {
        var newer: [NewerFile] = []
        func look(_ path: String, _ known: Int) {
            if let found = SQLiteFactory.userVersion(path), found > known {
                newer.append(NewerFile(file: path, found: found, known: known))
            }
        }
        look(directory + "/platform.sqlite", Schema.platform.newest)
        for number in try tenants() { look(directory + "/tenants/\(number).sqlite", Schema.tenant.newest) }
        return newer
    }

    /// `user_version` stands at byte 60 of an SQLite file, big-endian; nil for anything shorter or foreign.
    private static func userVersion(_ path: String) -> Int? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        guard let head = try? file.read(upToCount: 100), head.count == 100, head.starts(with: Array("SQLite format 3\0".utf8)) else {
            return nil
        }
        return head[60..<64].reduce(0) { $0 << 8 | Int($1) }
    }
}

import Casework
import Foundation

/// Who holds which role: one small sealed list for each role, kept by `setAccess`, so that a command can tell the handlers
/// without reading accounts.
enum RoleHolders {
    static func name(_ role: Role) -> String { "role/" + role.rawValue }

    static func write(_ employees: [String]) -> [UInt8] { Array(employees.sorted().joined(separator: "\n").utf8) }

    static func read(_ bytes: Data) throws -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

import ArgumentParser
import Foundation
import Statute
import Wire

/// The law offline: no server, no account, no profile; only `overrides`, which are the tenant's, need one.
struct StatuteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statute", abstract: "依法计算工伤、离职、工资与社保项目 / reckon what the law gives",
        subcommands: [
            StatuteEvaluate.self, StatuteExplain.self, StatuteStates.self, StatuteTemplate.self, StatutePacks.self, StatuteOverrides.self,
        ])
}

/// What the subcommands share.
enum StatuteInput {
    /// The bytes of a file, or of standard input for `-`.
    static func read(_ path: String) throws -> [UInt8] {
        if path == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ValidationError("\(path): 无法读取 / cannot be read")
        }
        return [UInt8](data)
    }

    /// One question, or one a line: a file whose first line is a whole JSON value is read by lines.
    static func questions(_ bytes: [UInt8]) -> [[UInt8]] {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
        guard lines.count > 1, let first = lines.first(where: { !$0.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 } }) else { return [bytes] }
        return isComplete(first) ? lines : [bytes]
    }

    /// Are all braces closed and is a text open? A pretty-printed question does not close on its first line.
    private static func isComplete(_ line: [UInt8]) -> Bool {
        var depth = 0
        var inText = false
        var escaped = false
        for byte in line {
            if inText {
                if escaped { escaped = false } else if byte == UInt8(ascii: "\\") { escaped = true } else if byte == UInt8(ascii: "\"") { inText = false }
            } else if byte == UInt8(ascii: "\"") {
                inText = true
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                depth -= 1
            }
        }
        // A line that opens nothing is a broken question of its own, not the head of a long one.
        return depth <= 0
    }

    /// A tenant's own values, kept in a file: what `overrides` of a question holds.
    static func overrides(_ path: String?) throws -> JSON? {
        guard let path else { return nil }
        do { return try JSON(parsing: try read(path)) } catch let error as JSONError {
            throw ValidationError("\(path): \(error.code) @ \(error.offset)")
        }
    }

    /// The packs of this program, or those in a folder: a correction can be tried, and an old state asked again, without a rebuild.
    static func packs(_ path: String?) throws -> RulePacks {
        guard let path else { return try RulePacks.embedded() }
        return try PackInput.packs(path)
    }

    static func write(_ bytes: [UInt8]) { FileHandle.standardOutput.write(Data(bytes)) }
}

extension PackLanguage {
    /// The same choice for pages.
    var page: PageLanguage { self == .en ? .en : .zh }
}

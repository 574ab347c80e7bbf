import ArgumentParser
import Base
import Foundation
import Statute
import Wire

/// `gongdao statute packs`: the rule packs of this program, offline.
struct StatutePacks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "packs",
        abstract: "规则包：版本、缺口、到期提示 / rule packs: versions, gaps, what runs out",
        subcommands: [PacksList.self, PacksShow.self, PacksCheck.self, PacksDiff.self],
        defaultSubcommand: PacksList.self)
}

/// Language of the texts, as elsewhere in the program.
enum PackLanguage: String, ExpressibleByArgument, CaseIterable {
    case zh, en

    /// From `LANG`: Chinese unless it names another language.
    static var preferred: PackLanguage {
        let lang = ProcessInfo.processInfo.environment["LANG"] ?? ""
        return lang.hasPrefix("en") ? .en : .zh
    }

    func pick(_ text: (zh: String, en: String)) -> String { self == .zh ? text.zh : text.en }
}

/// A day on the command line.
struct DayArgument: ExpressibleByArgument {
    let day: LocalDate
    init?(argument: String) {
        guard let day = LocalDate(argument) else { return nil }
        self.day = day
    }

    /// Today in China.
    static var today: LocalDate? { SystemClock().now().date() }
}

/// What goes wrong when packs are read from the command line.
enum PackInputError: Error, CustomStringConvertible {
    case unreadable(String)
    case faulty([PackError])
    case noToday

    var description: String {
        switch self {
        case .unreadable(let path): "无法读取 / cannot read: \(path)"
        case .faulty(let errors): errors.map(\.description).joined(separator: "\n")
        case .noToday: "请用 --on 指定日期 / give the day with --on"
        }
    }
}

/// Reads packs named on the command line: `embedded`, a file, or a folder of `.jsonl` files.
enum PackInput {
    static func files(_ argument: String) throws -> [(name: String, bytes: [UInt8])] {
        if argument == "embedded" { return RulePacks.embeddedFiles }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder) else { throw PackInputError.unreadable(argument) }
        guard isFolder.boolValue else { return [try file(argument)] }
        let names = try FileManager.default.contentsOfDirectory(atPath: argument).filter { $0.hasSuffix(".jsonl") }.sorted()
        return try names.map { try file(argument + "/" + $0) }
    }

    private static func file(_ path: String) throws -> (name: String, bytes: [UInt8]) {
        guard let data = FileManager.default.contents(atPath: path) else { throw PackInputError.unreadable(path) }
        return (path, [UInt8](data))
    }

    static func packs(_ argument: String) throws -> RulePacks {
        let (packs, errors) = RulePacks.load(try files(argument))
        if !errors.isEmpty { throw PackInputError.faulty(errors) }
        return packs
    }
}

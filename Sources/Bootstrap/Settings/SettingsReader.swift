import Configuration
import Foundation

/// Reads settings from a file, the environment and flags; what none of them sets has its standard value.
package struct SettingsReader: Sendable {
    private let config: ConfigReader

    /// `arguments` are flags only, without the program's name. Throws `SettingsError`.
    package init(file: String?, environment: [String: String], arguments: [String]) async throws {
        var providers: [any ConfigProvider] = [
            CommandLineArgumentsProvider(arguments: ["gongdaod"] + (try SettingsReader.flags(arguments))),
            EnvironmentVariablesProvider(environmentVariables: try SettingsReader.variables(environment)),
        ]
        if let file { providers.append(try await SettingsReader.yaml(file)) }
        config = ConfigReader(providers: providers)
    }

    /// The value as written, or the standard one; nil for neither and for an empty one.
    func text(_ key: String) -> String? {
        let value = config.string(forKey: ConfigKey(key)) ?? Setting.named(key)?.standard
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }

    // MARK: Sources

    /// Every flag as `--name=value`; refuses what is no setting.
    private static func flags(_ arguments: [String]) throws(SettingsError) -> [String] {
        var out: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let setting = Setting.all.first(where: { $0.flag == parts[0] }) else {
                throw .unknownKey(parts[0], place: "flag", meant: nearest(parts[0], Setting.all.map(\.flag)))
            }
            // The library spells a key's flag with its underscores; ours has hyphens only.
            let flag = "--" + setting.key.replacing(".", with: "-")
            // Given twice, the last one counts.
            out.removeAll { $0.hasPrefix(flag + "=") }
            if parts.count == 2 {
                out.append("\(flag)=\(parts[1])")
            } else if let value = rest.first, !value.hasPrefix("--") {
                out.append("\(flag)=\(value)")
                rest.removeFirst()
            } else if case .flag = setting.kind {
                out.append("\(flag)=true")
            } else {
                throw .badValue(key: setting.flag, expected: setting.expected)
            }
        }
        return out
    }

    /// Our variables without their prefix. One that begins like a group of settings and is none is a mistake; others with the prefix
    /// belong to the client or to tests.
    private static func variables(_ environment: [String: String]) throws(SettingsError) -> [String: String] {
        let groups = Set(Setting.all.map { Setting.prefix + ($0.key.split(separator: ".").first ?? "").uppercased() + "_" })
        var out: [String: String] = [:]
        for (name, value) in environment where name.hasPrefix(Setting.prefix) {
            if Setting.all.contains(where: { $0.variable == name }) {
                out[String(name.dropFirst(Setting.prefix.count))] = value
            } else if groups.contains(where: name.hasPrefix) {
                throw .unknownKey(name, place: "environment", meant: nearest(name, Setting.all.map(\.variable)))
            }
        }
        return out
    }

    private static func yaml(_ file: String) async throws -> FileProvider<YAMLSnapshot> {
        let text: String
        do {
            text = try String(contentsOfFile: file, encoding: .utf8)
        } catch {
            throw SettingsError.unreadable(file: file, reason: "it does not exist or may not be read")
        }
        for (key, line) in YAMLKeys.scan(text) where Setting.named(key) == nil {
            throw SettingsError.unknownKey(key, place: "\(file) line \(line)", meant: nearest(key, Setting.all.map(\.key)))
        }
        do {
            let place = InMemoryProvider(values: ["filePath": ConfigValue(.string(file), isSecret: false)])
            return try await FileProvider<YAMLSnapshot>(config: ConfigReader(provider: place))
        } catch {
            throw SettingsError.unreadable(file: file, reason: "it is no YAML of two levels")
        }
    }

    /// What was probably meant: the known word that shares most pairs of letters, if it shares at least half.
    private static func nearest(_ word: String, _ known: [String]) -> String? {
        func pairs(_ text: String) -> Set<String> { Set(zip(text, text.dropFirst()).map { "\($0)\($1)" }) }
        let own = pairs(word)
        let scored = known.map { (2 * own.intersection(pairs($0)).count * 100 / max(1, own.count + pairs($0).count), $0) }
        return scored.max { $0.0 < $1.0 }.flatMap { $0.0 >= 50 ? $0.1 : nil }
    }
}

import Configuration
import Foundation

/// Reads settings from a file, the environment and flags; what none of them sets has its standard value.
package struct SettingsReader: Sendable {
    private let config: ConfigReader
    /// What was wrong in the sources themselves: unknown keys, an unreadable file. The rest is read nevertheless.
    let mistakes: [SettingsError]

    /// `arguments` are flags only, without the program's name.
    package init(file: String?, environment: [String: String], arguments: [String]) async {
        var mistakes: [SettingsError] = []
        var providers: [any ConfigProvider] = [
            CommandLineArgumentsProvider(arguments: ["gongdaod"] + SettingsReader.flags(arguments, &mistakes)),
            EnvironmentVariablesProvider(environmentVariables: SettingsReader.variables(environment, &mistakes)),
        ]
        if let file, let yaml = await SettingsReader.yaml(file, &mistakes) { providers.append(yaml) }
        config = ConfigReader(providers: providers)
        self.mistakes = mistakes
    }

    /// The value as written, or the standard one; nil for neither and for an empty one.
    func text(_ key: String) -> String? {
        let value = config.string(forKey: ConfigKey(key)) ?? Setting.named(key)?.standard
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }

    // MARK: Sources

    /// Every flag as `--name=value`.
    private static func flags(_ arguments: [String], _ mistakes: inout [SettingsError]) -> [String] {
        var out: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let setting = Setting.all.first(where: { $0.flag == parts[0] }) else {
                mistakes.append(.unknownKey(parts[0], place: "flag", meant: nearest(parts[0], Setting.all.map(\.flag))))
                // What follows was meant as its value.
                if parts.count == 1, let value = rest.first, !value.hasPrefix("--") { rest.removeFirst() }
                continue
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
                mistakes.append(.badValue(key: setting.flag, expected: setting.expected))
            }
        }
        return out
    }

    /// Variables of the command line for people, and of tests, which may stand in the same environment (a test compares this list with
    /// what `gongdao` reads).
    static let others: Set<String> = [
        "GONGDAO_BIN", "GONGDAO_CODE", "GONGDAO_CONFIG", "GONGDAO_DEMO_LANG", "GONGDAO_HOME", "GONGDAO_KILL_AT", "GONGDAO_LANG",
        "GONGDAO_NEW_PASSWORD", "GONGDAO_OLD_PASSWORD", "GONGDAO_OPERATOR", "GONGDAO_OPERATOR_NAME", "GONGDAO_OPERATOR_PASSWORD",
        "GONGDAO_PASSWORD", "GONGDAO_PLATFORM_KEY", "GONGDAO_PROFILE", "GONGDAO_SEED", "GONGDAO_SERVER", "GONGDAO_TOTP",
    ]

    /// Our variables without their prefix. One that begins like a group of settings and belongs to nobody is a mistake.
    private static func variables(_ environment: [String: String], _ mistakes: inout [SettingsError]) -> [String: String] {
        let groups = Set(Setting.all.map { Setting.prefix + ($0.key.split(separator: ".").first ?? "").uppercased() + "_" })
        var out: [String: String] = [:]
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix(Setting.prefix) {
            if Setting.all.contains(where: { $0.variable == name }) {
                out[String(name.dropFirst(Setting.prefix.count))] = value
            } else if !others.contains(name), groups.contains(where: name.hasPrefix) {
                mistakes.append(.unknownKey(name, place: "environment", meant: nearest(name, Setting.all.map(\.variable))))
            }
        }
        return out
    }

    private static func yaml(_ file: String, _ mistakes: inout [SettingsError]) async -> FileProvider<YAMLSnapshot>? {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            mistakes.append(.unreadable(file: file, reason: "it does not exist or may not be read"))
            return nil
        }
        for (key, line) in YAMLKeys.scan(text) where Setting.named(key) == nil {
            mistakes.append(.unknownKey(key, place: "\(file) line \(line)", meant: nearest(key, Setting.all.map(\.key))))
        }
        let place = InMemoryProvider(values: ["filePath": ConfigValue(.string(file), isSecret: false)])
        guard let provider = try? await FileProvider<YAMLSnapshot>(config: ConfigReader(provider: place)) else {
            mistakes.append(.unreadable(file: file, reason: "it is no YAML of two levels"))
            return nil
        }
        return provider
    }

    /// What was probably meant: the known word that shares most pairs of letters, if it shares at least half.
    private static func nearest(_ word: String, _ known: [String]) -> String? {
        func pairs(_ text: String) -> Set<String> { Set(zip(text, text.dropFirst()).map { "\($0)\($1)" }) }
        let own = pairs(word)
        let scored = known.map { (2 * own.intersection(pairs($0)).count * 100 / max(1, own.count + pairs($0).count), $0) }
        return scored.max { $0.0 < $1.0 }.flatMap { $0.0 >= 50 ? $0.1 : nil }
    }
}

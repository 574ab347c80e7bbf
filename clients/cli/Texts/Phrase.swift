import Synchronization

/// One text in both languages; `{0}`, `{1}` … stand for arguments.
struct Phrase: Sendable, Equatable {
    let zh: String
    let en: String

    init(_ zh: String, _ en: String) {
        self.zh = zh
        self.en = en
    }
}

enum Language: String, Sendable, CaseIterable {
    case zh = "zh-Hans"
    case en

    /// From `--lang`, else `GONGDAO_LANG`, else the locale; English where nothing names Chinese.
    static func detect(arguments: [String], environment: [String: String]) -> Language {
        for (index, argument) in arguments.enumerated() {
            if argument == "--lang", index + 1 < arguments.count { return read(arguments[index + 1]) ?? .en }
            if argument.hasPrefix("--lang=") { return read(argument.dropFirst(7)) ?? .en }
        }
        for name in ["GONGDAO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
            if let value = environment[name], !value.isEmpty { return read(value) ?? .en }
        }
        return .en
    }

    static func read(_ text: some StringProtocol) -> Language? {
        let lower = text.lowercased()
        if lower.hasPrefix("zh") { return .zh }
        return lower.hasPrefix("en") ? .en : nil
    }
}

/// All texts of the program, by key; the only place where it speaks.
enum Catalogue {
    static let all: [String: Phrase] = [
        helpTexts, generalTexts, fieldTexts, wordTexts, errorTexts, officeTexts, verdictTexts, evidenceTexts, statuteTexts,
    ]
        .reduce(into: [:]) { all, part in all.merge(part) { first, _ in first } }

    /// The language of this process; set once at its start, before anything is said.
    private static let language = Mutex(Language.en)

    static var current: Language { language.withLock { $0 } }
    static func use(_ new: Language) { language.withLock { $0 = new } }
}

/// The text of a key in the language of the process. A key that is not in the catalogue shows as itself, which a test forbids.
func say(_ key: String, _ arguments: String...) -> String {
    let language = Catalogue.current
    guard let phrase = Catalogue.all[key] else { return key }
    var text = language == .zh ? phrase.zh : phrase.en
    for (index, argument) in arguments.enumerated() { text = text.replacing("{\(index)}", with: argument) }
    return text
}

/// The word of an enumeration: `word.<collection column>.<value>`; the value itself where the catalogue has none.
func word(_ family: String, _ value: String?) -> String {
    guard let value else { return "" }
    let key = "word.\(family).\(value)"
    return Catalogue.all[key] == nil ? value : say(key)
}

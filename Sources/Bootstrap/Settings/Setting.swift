/// One key of the configuration: everything that help, sample file and checks say about it comes from here.
package struct Setting: Sendable {
    package enum Kind: Sendable {
        case text, path, address, list
        case integer(ClosedRange<Int>)
        case flag
        case choice([String])
    }

    /// `group.name`; in YAML two levels, as a flag `--group-name`, in the environment `GONGDAO_GROUP_NAME`.
    package let key: String
    package let kind: Kind
    /// As it would be written; nil: unset.
    package let standard: String?
    /// One or two sentences.
    package let meaning: String

    package init(_ key: String, _ kind: Kind, _ standard: String?, _ meaning: String) {
        (self.key, self.kind, self.standard, self.meaning) = (key, kind, standard, meaning)
    }

    package var flag: String { "--" + key.map { $0 == "." || $0 == "_" ? "-" : String($0) }.joined() }
    package var variable: String { Setting.prefix + key.uppercased().map { $0 == "." ? "_" : String($0) }.joined() }
    static let prefix = "GONGDAO_"

    /// What a value must look like, for messages.
    package var expected: String {
        switch kind {
        case .text: "a text"
        case .path: "a path"
        case .address: "host:port"
        case .list: "values separated by commas"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .flag: "true or false"
        case .choice(let words): "one of " + words.joined(separator: ", ")
        }
    }
}

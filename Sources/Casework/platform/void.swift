package import Records
package import Wire

/// `void`: takes a number and does nothing; replaces an unsent mutation at the same n (why.md S3).
package enum VoidCommand: Command {
    package struct Arguments: Codable, Sendable {
        private enum CodingKeys: CodingKey {}

        /// Opens the (empty) list of members: without that, nothing would look for unknown ones.
        package init(from decoder: any Decoder) throws { _ = try decoder.container(keyedBy: CodingKeys.self) }

        package func encode(to encoder: any Encoder) throws { _ = encoder.container(keyedBy: CodingKeys.self) }
    }

    package static let op = "void"
    package static let area = "platform"
    package static let roles = Set(Role.allCases)
    package static let secrecy = Secrecy.open
    package static let leaversMay = true
    package static let arguments: [Column] = []
    package static let meaning = LocalizedText(zh: "占用序号而不产生任何效果。", en: "Takes its number and does nothing.")
    package static let example: JSON = [:]

    package static func load(_: Arguments, _: Actor, _: any RecordReader) throws {}
    package static func decide(_: Arguments, _: Void, _: Environment) throws(Refusal) -> Changes { Changes() }
}

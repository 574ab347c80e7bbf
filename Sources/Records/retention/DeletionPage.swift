package import Base
import Wire

/// One page of the frozen list of a deletion, in `x/retention`: ids only, never pulled by a client.
package struct DeletionPage: Record {
    /// `<deletion>.<number>`, the number with leading zeros, so that ids sort.
    package var id: String
    package var deletion: String
    package var items: [Item]

    /// One record that is to go, as it was when the list was frozen.
    package struct Item: Codable, Sendable, Hashable {
        package var id: String
        package var rev: Int
        /// The day on which its period ended.
        package var end: LocalDate

        package init(id: String, rev: Int, end: LocalDate) {
            self.id = id
            self.rev = rev
            self.end = end
        }
    }

    package init(deletion: String, number: Int, items: [Item]) {
        id = DeletionPage.id(deletion, number)
        self.deletion = deletion
        self.items = items
    }

    package static let schema = CollectionSchema(
        "deletion_page", code: 72, area: "retention", secrecy: .private, meaning: "one page of a deletion's list",
        columns: [
            .text("deletion", "the deletion"),
            .list("items", [.text("id", "record"), .int("rev", "its revision"), .date("end", "end of its period")], "what is to go"),
        ])

    package static func id(_ deletion: String, _ number: Int) -> String {
        let text = String(number)
        return deletion + "." + String(repeating: "0", count: max(0, 8 - text.count)) + text
    }

    /// The digest of the list up to and with this page: each page is chained to the one before, so that the last digest names them all.
    package func digest(after before: String?) throws -> String {
        let items = JSON.array(items.map { [.string($0.id), .int(Int64($0.rev)), .string("\($0.end)")] })
        return ContentHash.text(Array(((before ?? deletion) + "\n").utf8) + (try items.canonical()))
    }
}

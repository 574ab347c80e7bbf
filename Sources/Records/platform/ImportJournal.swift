package import Wire

/// What one slice of an import wrote and reported, in `x/import`: by it a run is taken back, and its report is put together.
package struct ImportJournal: Record {
    /// `<run>.<number>`, the number with leading zeros, so that ids sort.
    package var id: String
    package var run: String
    /// `[collection, id, revision written, feed before, row before]`; the last two null for a new record.
    package var entries: JSON
    /// `[space, text, target, target before]`.
    package var lookups: JSON
    /// As in the report.
    package var issues: JSON
    /// What became of the slice's rows, as in the report.
    package var outcomes: JSON?

    package static let schema = CollectionSchema(
        "import_journal", code: 70, area: "platform", secrecy: .private, meaning: "what one slice of an import wrote",
        columns: [
            .text("run", "the import run"), .open("entries", "records written"), .open("lookups", "lookups set"),
            .open("issues", "rows refused or noted"), .open("outcomes", optional: true, "what became of the rows"),
        ])

    package static func id(_ run: String, _ number: Int) -> String {
        let text = String(number)
        return run + "." + String(repeating: "0", count: max(0, 8 - text.count)) + text
    }

    package init(id: String, run: String, entries: JSON, lookups: JSON, issues: JSON, outcomes: JSON?) {
        self.id = id
        self.run = run
        self.entries = entries
        self.lookups = lookups
        self.issues = issues
        self.outcomes = outcomes
    }
}

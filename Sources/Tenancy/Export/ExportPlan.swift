import Casework
import Evidence
import Records
import Store

/// What one bundle takes in: numbers and names only, so that it stays small where the file is large.
struct ExportPlan: Sendable {
    /// A record with the leaf that proves its present version; sorted as `records.jsonl` wants them.
    struct Row: Sendable {
        var collection: Int32
        var id: String
        var leaf: Int64
        var position: Int32
    }

    /// A record without a proof that may be given: it stands in the pages for reading only.
    struct Unproved: Sendable {
        var collection: Int32
        var id: String
    }

    var checkpoint: CheckpointRow
    /// Where the epochs before ended, newest first.
    var ends: [EpochEnd] = []
    /// Checkpoints that go along: those ends, and the newest one that a witness signed.
    var earlier: [CheckpointRow] = []
    /// Ascending.
    var leaves: [Int64] = []
    /// Those of them whose body is shown.
    var shown: Set<Int64> = []
    var rows: [Row] = []
    var unproved: [Unproved] = []
    var keys: [KeyLine] = []
    var devices: [DeviceLine] = []
    /// Readings of the person's own data by others.
    var readings: Set<Int64> = []
    /// Whose data are in it, where it is not one person's file.
    var people: Set<String> = []
    /// Acts whose device key cannot be shown any more, so that their body would fail the check.
    var keyless: Int64 = 0
    /// Records that the asker may not read.
    var closed: Int64 = 0

    var schemas: [CollectionSchema] { Set(rows.map(\.collection)).compactMap { Schema.coded($0) }.sorted { $0.name < $1.name } }
    var items: Int64 { Int64(leaves.count + rows.count + unproved.count) }
}

import Evidence
import Store
import Wire

/// Where an earlier epoch of the log ended, as the one that goes on from it says (protocol/evidence.md §1.8).
struct EpochEnd: Sendable {
    var before: Checkpoint.Before
    /// The epoch that goes on from there.
    var next: Int64
    /// How many leaves it had had, where the server knew at the restore that it was more.
    var had: Int64?
    /// Its last checkpoint, where that is still there.
    var checkpoint: CheckpointRow?
}

extension PartitionReader {
    /// The ends of the epochs before, newest first, as far as they are known.
    func epochEnds(_ row: CheckpointRow) throws -> [EpochEnd] {
        var found: [EpochEnd] = []
        var last = row
        while let before = SignedNote(parsing: last.note).flatMap({ Checkpoint(parsing: $0.text) })?.before {
            let epoch = last.epoch
            let end = try snapshot.checkpoint(atMost: before.size).flatMap { $0.size == before.size && $0.epoch < epoch ? $0 : nil }
            found.append(EpochEnd(before: before, next: epoch, had: try had(before.size), checkpoint: end))
            guard let end else { break }
            last = end
        }
        return found
    }

    /// What the first leaf of an epoch says of the one before. Nil where it says nothing, or was erased.
    private func had(_ index: Int64) throws -> Int64? {
        guard let body = try leaf(index).secret?.commitment.body, let json = try? JSON(parsing: body), json["op"] == "log.restored" else {
            return nil
        }
        return json["had"]?.intValue
    }

    /// The notes that go along with a bundle, each older than its own.
    func earlierCheckpoints(_ row: CheckpointRow, _ ends: [EpochEnd]) throws -> [CheckpointRow] {
        var found = ends.compactMap(\.checkpoint)
        if let witnessed = try witnessed(), witnessed.size < row.size, !found.contains(where: { $0.size == witnessed.size }) {
            found.append(witnessed)
        }
        return found
    }
}

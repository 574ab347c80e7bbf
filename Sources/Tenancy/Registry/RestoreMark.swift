package import Store
import Wire

/// Stands in the platform's file for each tenant that came out of a backup: its next commit is the first of a new epoch, with a leaf
/// `log.restored` (why.md B5). Copies carry it from the moment they are made, so that no way of putting them back forgets it; it goes
/// when that commit is durable. A crash in between raises the epoch twice, which costs clients nothing more.
///
/// Not sealed: whoever writes it needs no platform key, and all it can do is raise an epoch.
package struct RestoreMark: Sendable, Equatable {
    private static let kind = "restored"

    /// The new epoch must be above this one: the highest that the history put aside had; 0 where none is known.
    package var epoch: Int64
    /// The backup's name, for the leaf.
    package var from: String
    /// How many leaves the history put aside had, by epoch.
    package var had: [Int64: Int64]

    package init(epoch: Int64, from: String, had: [Int64: Int64] = [:]) { (self.epoch, self.from, self.had) = (epoch, from, had) }

    /// Of every tenant that has one, by number.
    package static func all(_ snapshot: any PlatformSnapshot) throws -> [Int64: RestoreMark] {
        var out: [Int64: RestoreMark] = [:]
        var after: String?
        while true {
            let page = try snapshot.list(kind, after: after, limit: 1000)
            for (name, value) in page {
                guard let number = Int64(name), let json = try? JSON(parsing: value) else { continue }
                let had = (json["had"]?.arrayValue ?? []).compactMap { pair in
                    (pair[0]?.intValue).flatMap { epoch in (pair[1]?.intValue).map { (epoch, $0) } }
                }
                out[number] = RestoreMark(
                    epoch: json["epoch"]?.intValue ?? 0, from: json["from"]?.stringValue ?? "", had: Dictionary(had, uniquingKeysWith: max))
            }
            guard page.count == 1000 else { return out }
            after = page.last?.key
        }
    }

    package static func put(_ marks: [Int64: RestoreMark], _ transaction: any PlatformTransaction) throws {
        for (number, mark) in marks {
            let json: JSON = [
                "epoch": .int(mark.epoch), "from": .string(mark.from),
                "had": .array(mark.had.sorted { $0.key < $1.key }.map { [.int($0.key), .int($0.value)] }),
            ]
            try transaction.put(kind, String(number), json.bytes)
        }
    }

    static func remove(_ number: Int64, _ transaction: any PlatformTransaction) throws {
        try transaction.delete(kind, String(number))
    }
}

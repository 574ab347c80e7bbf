import Casework

/// By what a leaf is found again: keyed hashes stand in the store, so that the file tells nobody whom a leaf concerns (why.md S14).
package struct LeafIndex: Sendable, Equatable {
    package enum Space: String, Sendable, CaseIterable {
        /// Employee ids whom the leaf concerns.
        case subject
        /// The account that acted.
        case actor
        /// `<collection>/<id>` of each record written or read.
        case record
        /// The name of the operation, or of what the server did.
        case op
        /// Employee ids whose data another read: the read log (why.md B19).
        case reading
        /// Devices whose key a leaf binds, or who was vouched for.
        case device

        /// What keeps equal texts of different meaning apart under the index key.
        var name: String {
            switch self {
            case .subject: "leaf/subject"
            case .actor: "leaf/actor"
            case .record: "leaf/record"
            case .op: "leaf/op"
            case .reading: "leaf/reading"
            case .device: "leaf/device"
            }
        }
    }

    package var op: String
    package var actor: String?
    package var subjects: Set<String> = []
    package var records: Set<String> = []
    package var readings: Set<String> = []
    package var device: String?

    package init(op: String, actor: String? = nil) {
        self.op = op
        self.actor = actor
    }

    func keys(_ ring: KeyRing) -> [Int64] {
        var keys = [ring.leafKey(.op, op)]
        if let actor { keys.append(ring.leafKey(.actor, actor)) }
        keys += subjects.map { ring.leafKey(.subject, $0) }
        keys += records.map { ring.leafKey(.record, $0) }
        keys += readings.map { ring.leafKey(.reading, $0) }
        if let device { keys.append(ring.leafKey(.device, device)) }
        return keys
    }
}

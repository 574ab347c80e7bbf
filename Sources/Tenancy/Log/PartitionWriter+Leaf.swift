import Base
import Casework
package import Evidence
import Records
import Store
package import Wire

/// What a mutation's leaf says of the records it wrote, and of whom it concerns.
struct LeafExtras {
    var rows: RowList
    /// Employees whose feeds were written, beside the actor.
    var about: [String]

    static let none = LeafExtras(rows: RowList(), about: [])

    func write(into writer: inout JSONWriter) {
        // A body that is shown to one of several must not name the others: their number stands for them.
        if about.count > 1 {
            writer.key("about_n")
            writer.int(about.count)
        } else if !about.isEmpty {
            writer.key("about")
            writer.beginArray()
            for employee in about { writer.string(employee) }
            writer.endArray()
        }
        guard !rows.elements.isEmpty else { return }
        writer.key("rows")
        writer.beginObject()
        writer.key("n")
        writer.int(rows.elements.count)
        writer.key("root")
        writer.base64(rows.root)
        writer.endObject()
    }
}

extension PartitionWriter {
    /// The one way to feed the log: a leaf in the transaction of what it records. `note` becomes the body's members behind `v` and `op`;
    /// the records this writer has written so far, and the employees whose feeds they stand in, are committed to and indexed by
    /// themselves. `index` adds what else it is to be found by. Answers the leaf's number.
    @discardableResult
    package func leaf(_ kind: LeafKind, op: String, _ note: JSONObject, index: LeafIndex? = nil) throws -> Int64 {
        var index = index ?? self.index
        if index.op.isEmpty { index.op = op }
        if index.actor == nil { index.actor = note["account"]?.stringValue }
        if index.actor == nil, let by = note["by"]?.stringValue, by.hasPrefix("operator:") { index.actor = by }
        if kind == .key || kind == .system, let employee = try owner(note) { index.subjects.insert(employee) }
        if note["voucher"] != nil { index.device = note["device"]?.stringValue }
        let extras = extras(actor: nil)
        index.subjects.formUnion(extras.about)
        index.records.formUnion(writtenRecords)
        return try append(kind, body: LeafBody.system(op, note, extras), rows: extras.rows, keys: index)
    }

    /// Of a consumed mutation.
    func leaf(_ kind: LeafKind, of actor: Actor, op: String, body: (LeafExtras) -> [UInt8]) throws -> Int64 {
        let extras = extras(actor: actor.employee)
        var index = self.index
        index.op = op
        index.actor = actor.account
        index.subjects.formUnion(writtenEmployees)
        if index.subjects.isEmpty, let employee = actor.employee { index.subjects = [employee] }
        index.records.formUnion(writtenRecords)
        return try append(kind, body: body(extras), rows: extras.rows, keys: index)
    }

    private func extras(actor: String?) -> LeafExtras {
        let about = writtenEmployees.subtracting(actor.map { [$0] } ?? []).sorted()
        return LeafExtras(rows: RowList(writtenRows, about: about.count > 1 ? about : []), about: about)
    }

    /// The employee behind the account or device that a leaf of keys or sign-ins names.
    private func owner(_ note: JSONObject) throws -> String? {
        var account = note["account"]?.stringValue
        if account == nil, let device = note["device"]?.stringValue { account = try record(Device.self, id: device)?.record.account }
        return try account.flatMap { try record(Account.self, id: $0)?.record.employee }
    }

    private func append(_ kind: LeafKind, body: [UInt8], rows: RowList, keys index: LeafIndex) throws -> Int64 {
        // Only for measuring what the log costs.
        guard core.keepsLog else { return try transaction.head().leaves }
        let secret = LeafSecret(Commitment(body: body, random: core.random), rows: rows)
        let leaf = Leaf(kind: kind, time: batch.leafTime, commitment: secret.commitment.hash)
        let sealed = try sealer.seal(secret.bytes, .leaf(commitment: Hex.encode(leaf.commitment)))
        let number = try transaction.appendLeaf(bytes: leaf.bytes, body: sealed, keys: index.keys(sealer.ring))
        batch.log.append(leaf.bytes, at: number)
        return number
    }
}

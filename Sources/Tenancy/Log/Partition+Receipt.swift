import Base
package import Casework
package import Evidence
import Store
package import Wire

/// Which act a receipt is asked for.
package enum ReceiptOf: Sendable {
    case outcome(queue: String, n: Int64)
    case leaf(Int64)
    /// The newest leaf in which the server itself, by a timer, wrote this record (`collection/id`): of an erasure its certificate.
    case record(String)
}

extension Partition {
    /// `evidence.receipt`: of the caller's own act, or of one that concerns nobody but the caller and its actor. Of another's only by
    /// role and purpose, and then one access leaf stands before the answer. 1402 for everything else: a call refused before its queue
    /// took it has no leaf.
    package func receipt(_ of: ReceiptOf, purpose: Purpose?, for p: Principal) async throws(RPCError) -> [UInt8] {
        try admit(p)
        do {
            let own = try await readOnPool { reader -> [UInt8]? in
                let (index, body) = try reader.actLeaf(of, p)
                return try reader.isOwn(body, p) ? try reader.receipt(index).json : nil
            }
            if let own { return own }
            guard let purpose, !p.actor.roles.isDisjoint(with: Partition.receiptRoles(purpose)) else { throw RPCError(.notFound) }
            return try await system("evidence.receipt") { writer in
                let (index, body) = try writer.actLeaf(of, p)
                let concerned = Set(ActPeople(body).all + (try writer.leaf(index).secret?.rows.about ?? [])).filter { !$0.isEmpty }
                try writer.access("evidence.receipt", p, purpose, reads: concerned.sorted().map { ($0, "leaf/\(index)") })
                return try writer.receipt(index).json
            }
        } catch { throw answer(error) }
    }

    private static func receiptRoles(_ purpose: Purpose) -> Set<Role> {
        switch purpose {
        case .handle, .personnel: [.hr]
        case .payroll: [.finance]
        case .audit: [.auditor]
        }
    }
}

/// Whom a leaf's body names.
struct ActPeople {
    let account: String?
    let employee: String?
    let about: [String]

    init(_ body: [UInt8]) { self.init(try? JSON(parsing: body)) }

    init(_ json: JSON?) {
        account = json?["actor"]?["account"]?.stringValue ?? json?["account"]?.stringValue
        employee = json?["actor"]?["employee"]?.stringValue
        // One who is not named is nobody: an act about several is nobody's own.
        let unnamed = [String](repeating: "", count: Int(min(json?["about_n"]?.intValue ?? 0, 2)))
        about = (json?["about"]?.arrayValue?.compactMap(\.stringValue) ?? []) + unnamed
    }

    var all: [String] { Set(about + (employee.map { [$0] } ?? [])).sorted() }
}

extension PartitionReader {
    /// The leaf asked about, with its body; 1402 where it is not there, is no act, or was erased.
    func actLeaf(_ of: ReceiptOf, _ p: Principal) throws -> (index: Int64, body: [UInt8]) {
        let index: Int64
        switch of {
        case .leaf(let number): index = number
        case .record(let name):
            let own = try leaves(.record, name, before: .max, limit: Limits.rowLeaves).first { try self.leaf($0).leaf.kind == .timer }
            guard let own else { throw RPCError(.notFound) }
            index = own
        case .outcome(let queue, let n):
            guard let row = try snapshot.queue(queue), row.subject == p.actor.subject,
                let outcome = try snapshot.outcome(queue: queue, n: n)
            else { throw RPCError(.notFound) }
            index = outcome.leaf
        }
        let (leaf, secret) = try leaf(index)
        guard [LeafKind.mutation, .refused, .notice, .timer].contains(leaf.kind), let secret else { throw RPCError(.notFound) }
        return (index, secret.commitment.body)
    }

    func isOwn(_ body: [UInt8], _ p: Principal) throws -> Bool {
        let people = ActPeople(body)
        if people.account == p.actor.account { return true }
        // What was done to one person alone is that person's as well; an act about several would show each the others.
        return p.actor.employee.map { people.about == [$0] } ?? false
    }

    /// Signed by the log's key over the newest checkpoint row of this same transaction.
    package func receipt(_ index: Int64) throws -> EvidenceReceipt {
        let row = try checkpoint()
        guard let checkpoint = SignedNote(parsing: row.note).flatMap({ Checkpoint(parsing: $0.text) }), index < row.size else {
            throw RPCError(.notFound)
        }
        let disclosed = try disclosed(index, size: row.size)
        guard let leaf = Leaf(disclosed.leaf), let body = disclosed.body?.body else { throw RPCError(.notFound) }
        let text: String
        do { text = try ReceiptNote(checkpoint: checkpoint, index: index, leaf: leaf, body: body).text } catch { throw RPCError(.notFound) }
        let note = try logSigner().sign(SignedNote(text: text)).encoded
        let keys = try keyLines()
        var leaves: Set<Int64> = keys.count > 1 ? Set(keys.map(\.leaf)) : []
        var devices: [DeviceLine] = []
        if let device = try? ActBody(body).device, let line = try deviceLine(device) {
            devices = [line]
            leaves.formUnion([line.leaf] + (line.vouched.map { [$0] } ?? []))
        }
        return EvidenceReceipt(
            note: note, leaf: disclosed, checkpoint: row.fullNote, keys: keys.map(\.key),
            leaves: try leaves.sorted().map { try self.disclosed($0, size: row.size) }, devices: devices)
    }

    /// A device's key with the leaf that binds it; nil for a device without one.
    package func deviceLine(_ device: String) throws -> DeviceLine? {
        var line: DeviceLine?
        for index in try leaves(.device, device, after: -1, limit: Limits.rowLeaves) {
            guard let json = try leaf(index).secret.flatMap({ try? JSON(parsing: $0.commitment.body) }),
                json["device"]?.stringValue == device, let voucher = json["voucher"]?.stringValue
            else { continue }
            if line != nil, json["op"]?.stringValue == "device.vouch" {
                line?.vouched = index
            } else if line == nil, let key = json["key"]?.stringValue.flatMap({ Base64URL.decode($0) }), key.count == 33 {
                line = DeviceLine(device: device, key: key, voucher: voucher, leaf: index)
            }
        }
        return line
    }
}

extension PartitionWriter {
    /// One leaf for each person whose data a question reads: each may be shown to that person, and names nobody else. A question that
    /// read nobody's leaves one all the same.
    package func access(_ op: String, _ p: Principal, _ purpose: Purpose, reads: [(person: String, record: String)]) throws {
        let people = Dictionary(grouping: reads) { $0.person }
        for (person, reads) in people.sorted(by: { $0.key < $1.key }) {
            try access(op, p, purpose, about: [person], records: reads.map(\.record))
        }
        if people.isEmpty { try access(op, p, purpose, about: [], records: []) }
    }

    private func access(_ op: String, _ p: Principal, _ purpose: Purpose, about: [String], records: [String]) throws {
        (note, index) = (JSONObject(), LeafIndex(op: ""))
        noteAccess(p, purpose, about: about, records: records)
        try leaf(.access, op: op, note)
    }

    /// The body of an `access` leaf over several people and records, and what it is found by.
    package func noteAccess(_ p: Principal, _ purpose: Purpose, about: [String], records: [String]) {
        note["by"] = p.actor.employee.map { .string($0) } ?? .null
        note["account"] = .string(p.actor.account)
        note["people"] = .array(about.map(JSON.string))
        note["records"] = .array(records.map(JSON.string))
        note["purpose"] = .string(purpose.rawValue)
        note["app"] = .string(p.app.id)
        index.actor = p.actor.account
        index.subjects.formUnion(about)
        index.readings.formUnion(about)
        index.records.formUnion(records)
    }
}

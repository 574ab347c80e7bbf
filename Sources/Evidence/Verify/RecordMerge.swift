import Wire

/// Lines of `records.jsonl`, read beside the leaves: both ascend, so that one record waits at a time.
struct RecordMerge {
    let member: MemberReader?
    private(set) var count: Int64 = 0
    private var waiting: RowProof?
    private var last: (leaf: Int64, position: Int64) = (-1, -1)

    init(_ member: MemberReader?) { self.member = member }

    /// Checks the records of leaves up to this one, whose body (if disclosed) is given. `named` gets each row's line.
    mutating func records(
        upTo index: Int64, _ body: ActBody?, fail: (FindingCode, String) -> Void, named: ([UInt8]) -> Void
    ) throws {
        while true {
            if waiting == nil { waiting = try next(fail: fail, named: named) }
            guard let record = waiting, record.leaf <= index else { return }
            waiting = nil
            check(record, record.leaf == index ? body : nil, fail)
        }
    }

    private mutating func next(fail: (FindingCode, String) -> Void, named: ([UInt8]) -> Void) throws -> RowProof? {
        guard let member else { return nil }
        while true {
            let line: [UInt8]
            do {
                guard let read = try member.nextLine() else { return nil }
                line = read
            } catch let error as FormError {
                fail(.recordForm, error.place)
                try member.drain()
                return nil
            }
            do {
                let record = try RowProof(JSONDocument(line).root)
                named(line)
                return record
            } catch {
                fail(.recordForm, FormError((error as? FormError)?.member ?? "", line: member.line).place)
            }
        }
    }

    private mutating func check(_ record: RowProof, _ body: ActBody?, _ fail: (FindingCode, String) -> Void) {
        let name = "\(record.collection)/\(record.id)@\(record.rev)"
        count += 1
        if record.leaf < last.leaf || (record.leaf == last.leaf && record.position <= last.position) {
            fail(.recordOrder, name)
        } else {
            last = (record.leaf, record.position)
        }
        guard let rows = body?.rows, rows.count == record.count else { return fail(.recordLeaf, name) }
        if !record.holds(root: rows.root) { fail(.recordPath, name) }
    }
}

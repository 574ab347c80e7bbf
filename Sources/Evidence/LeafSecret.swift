/// What is sealed beside a leaf and erased with it: salt ‖ body, and behind a line feed (which no body contains) the list of the
/// record versions that the body's `rows` commits to.
package struct LeafSecret: Sendable, Equatable {
    package let commitment: Commitment
    package let rows: RowList

    package init(_ commitment: Commitment, rows: RowList = RowList()) {
        self.commitment = commitment
        self.rows = rows
    }

    package var bytes: [UInt8] {
        guard !rows.isEmpty else { return commitment.disclosure }
        let list = rows.bytes
        var out = [UInt8]()
        out.reserveCapacity(commitment.salt.count + commitment.body.count + 1 + list.count)
        out += commitment.salt
        out += commitment.body
        out.append(0x0A)
        out += list
        return out
    }

    package init?(_ bytes: [UInt8]) {
        guard bytes.count >= Commitment.saltBytes else { return nil }
        guard let border = bytes[Commitment.saltBytes...].firstIndex(of: 0x0A) else {
            guard let commitment = Commitment(disclosure: bytes) else { return nil }
            self.init(commitment)
            return
        }
        guard let commitment = Commitment(disclosure: Array(bytes[..<border])), let rows = RowList(Array(bytes[(border + 1)...]))
        else { return nil }
        self.init(commitment, rows: rows)
    }
}

import Base
import Wire

/// One record version that a mutation wrote or removed, as its leaf's body commits to it (protocol/evidence.md §1.5): what is kept,
/// sealed, to prove it to one person later.
package struct RowCommitment: Sendable, Equatable {
    package let collection: String
    package let id: String
    /// Of a removed record the revision removed.
    package let rev: Int64
    package let salt: [UInt8]
    /// `RowElement.hash`.
    package let hash: TreeNode
    /// The row that this version took the place of, where earlier versions are kept: sealed here, erased with the leaf's body.
    package var before: [UInt8]?

    /// `row`: the row in canonical form, as `RowCoder.row` writes it; nil for a removal.
    package init(collection: String, id: String, rev: Int64, row: [UInt8]?, salt: [UInt8]) {
        self.collection = collection
        self.id = id
        self.rev = rev
        self.salt = salt
        hash = TreeHash.leaf(salt, RowCommitment.json(collection, id, rev, row))
    }

    /// The same place in the tree when the version may not be shown any more: without its salt nobody can tell, or guess, what it was.
    package var erased: RowCommitment {
        RowCommitment(collection: "", id: "", rev: 0, salt: [UInt8](repeating: 0, count: RowElement.saltBytes), hash: hash)
    }

    package var name: String { collection + "/" + id }

    init(collection: String, id: String, rev: Int64, salt: [UInt8], hash: TreeNode) {
        self.collection = collection
        self.id = id
        self.rev = rev
        self.salt = salt
        self.hash = hash
    }

    /// The bytes of `RowElement.bytes` behind the salt, without taking the row apart.
    private static func json(_ collection: String, _ id: String, _ rev: Int64, _ row: [UInt8]?) -> [UInt8] {
        var writer = JSONWriter(capacity: 64 + (row?.count ?? 4))
        writer.beginObject()
        writer.key("c")
        writer.string(collection)
        writer.key("id")
        writer.string(id)
        writer.key("rev")
        writer.int(rev)
        writer.key("row")
        if let row {
            writer.raw(row)
        } else {
            writer.null()
        }
        writer.endObject()
        return writer.finish()
    }
}

/// The record versions of one mutation, in the order of writing: sealed beside the leaf's body, never disclosed as a whole.
package struct RowList: Sendable, Equatable {
    package var elements: [RowCommitment]
    /// Whom the act concerned, where it was several: kept here for auditors, not in the body, which is shown to each of them.
    package var about: [String]

    package init(_ elements: [RowCommitment] = [], about: [String] = []) {
        self.elements = elements
        self.about = about
    }

    package var isEmpty: Bool { elements.isEmpty && about.isEmpty }

    package var tree: SmallTree { SmallTree(hashes: elements.map(\.hash)) }

    /// The root of `tree`, without keeping its nodes.
    package var root: TreeNode {
        var edge = MerkleRoot()
        for element in elements { edge.append(hash: element.hash) { _, _ in } }
        return edge.value
    }

    /// `[[collection, id, rev, salt, hash, before?], …, employee, …]`
    package var bytes: [UInt8] {
        var writer = JSONWriter(capacity: 2 + elements.count * 160)
        writer.beginArray()
        for element in elements {
            writer.beginArray()
            writer.string(element.collection)
            writer.string(element.id)
            writer.int(element.rev)
            writer.base64(element.salt)
            writer.base64(element.hash)
            if let before = element.before { writer.string(String(decoding: before, as: UTF8.self)) }
            writer.endArray()
        }
        for employee in about { writer.string(employee) }
        writer.endArray()
        return writer.finish()
    }

    package init?(_ bytes: [UInt8]) {
        guard let list = (try? JSON(parsing: bytes))?.arrayValue else { return nil }
        (elements, about) = ([], [])
        for item in list {
            if let employee = item.stringValue {
                about.append(employee)
                continue
            }
            guard let collection = item[0]?.stringValue, let id = item[1]?.stringValue, let rev = item[2]?.intValue,
                let salt = item[3]?.stringValue.flatMap({ Base64URL.decode($0) }), salt.count == RowElement.saltBytes,
                let hash = item[4]?.stringValue.flatMap({ Base64URL.decode($0) }), hash.count == 32
            else { return nil }
            var element = RowCommitment(collection: collection, id: id, rev: rev, salt: salt, hash: hash)
            element.before = item[5]?.stringValue.map { Array($0.utf8) }
            elements.append(element)
        }
    }
}

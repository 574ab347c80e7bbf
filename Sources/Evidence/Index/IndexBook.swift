package import Base
package import Foundation
import Crypto
import Wire

/// Where the items of an index wait until it is written: one sealed spool for each kind, so that they may come in any order while the
/// other members of a bundle are written. Owned by one writer at a time.
package final class IndexBook {
    private let spools: [SealedSpool]

    /// `folder` must exist and is left empty: the spools have no names.
    package init(folder: URL, random: some RandomSource) throws {
        let key = SymmetricKey(data: random.bytes(32))
        let mark = Hex.encode(random.bytes(8))
        spools = try IndexKind.allCases.map { kind in
            try SealedSpool(folder: folder, name: ".index-\(mark)-\(kind.rawValue)", key: key, number: UInt32(kind.rawValue))
        }
    }

    /// Returns where the item stands, for a list of evidence to refer to.
    @discardableResult
    package func add(_ entry: IndexEntry) throws -> EntryPlace {
        let spool = spools[entry.kind.rawValue]
        try spool.append(WireEncoder.encode(entry.value))
        return EntryPlace(entry.kind, spool.count)
    }

    package func count(_ kind: IndexKind) -> Int { spools[kind.rawValue].count }

    /// The items of a kind, from 1.
    func each<Entry: Decodable>(_ kind: IndexKind, as type: Entry.Type, _ take: (Int, Entry) throws -> Void) throws {
        var number = 0
        try spools[kind.rawValue].each { bytes in
            number += 1
            try take(number, try WireDecoder.decode(type, fromBytes: bytes))
        }
    }
}

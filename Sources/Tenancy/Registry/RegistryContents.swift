package import Base
package import Store

/// What the platform's file says of its tenants, as of one instant. The registry starts from it; `gongdaod doctor` compares it with
/// the files that are there.
package struct RegistryContents: Sendable {
    package let tenants: [TenantSummary]
    /// Tenants that came out of a backup and have not been opened since.
    package let restores: [Int64: RestoreMark]
    let heads: [Int64: RememberedHead]

    /// Throws `KeyError.wrongPlatformKey` where the key is not the one they were written under.
    package init(_ snapshot: any PlatformSnapshot, key: PlatformKey, random: any RandomSource) throws {
        try self.init(snapshot, PlatformDocuments(key, random: random))
    }

    init(_ snapshot: any PlatformSnapshot, _ documents: PlatformDocuments) throws {
        tenants = try RegistryContents.all(TenantSummary.kind, snapshot) {
            TenantSummary(try documents.open(TenantSummary.kind, $0, $1))
        }
        let heads = try RegistryContents.all(RememberedHead.kind, snapshot) { name, value in
            guard let number = Int64(name), let head = RememberedHead(try documents.open(RememberedHead.kind, name, value))
            else { return (Int64, RememberedHead)?.none }
            return (number, head)
        }
        self.heads = Dictionary(heads) { $1 }
        restores = try RestoreMark.all(snapshot)
    }

    /// Whether a partition with this head is older than the platform remembers, and nothing says why.
    package func isBehind(_ number: Int64, _ head: TenantHead) -> Bool {
        restores[number] == nil && heads[number]?.isAhead(of: head) ?? false
    }

    private static func all<T>(
        _ kind: String, _ snapshot: any PlatformSnapshot, _ read: (String, [UInt8]) throws -> T?
    ) throws -> [T] {
        var out: [T] = []
        var after: String?
        while true {
            let page = try snapshot.list(kind, after: after, limit: 1000)
            for (name, value) in page {
                if let item = try read(name, value) { out.append(item) }
            }
            guard page.count == 1000 else { return out }
            after = page.last?.key
        }
    }
}

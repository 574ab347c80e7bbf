package import Base
import Crypto
import Foundation
import Store
import Wire

/// Where a tenant stands.
package enum TenantStatus: String, Sendable, CaseIterable {
    case active, suspended
    /// Its key is destroyed; the certificate remains.
    case deleted
}

/// What the platform knows of a tenant; never a row of it.
package struct TenantSummary: Sendable, Equatable {
    package let number: Int64
    package let code: String
    package let name: String
    package var status: TenantStatus
    package let created: Timestamp
    /// Why it was suspended or deleted.
    package var reason: String?
}

extension TenantSummary {
    static let kind = "tenant"

    var json: JSON {
        [
            "number": .int(number), "code": .string(code), "name": .string(name), "status": .string(status.rawValue),
            "created_ms": .int(created.ms), "reason": reason.map { .string($0) } ?? .null,
        ]
    }

    init?(_ json: JSON) {
        guard let number = json["number"]?.intValue, let code = json["code"]?.stringValue, let name = json["name"]?.stringValue,
            let status = json["status"]?.stringValue.flatMap(TenantStatus.init(rawValue:)), let created = json["created_ms"]?.intValue
        else { return nil }
        self.init(
            number: number, code: code, name: name, status: status, created: Timestamp(ms: created),
            reason: json["reason"]?.stringValue)
    }
}

/// The newest (epoch, log size) of a tenant that the platform has seen: a partition that holds less went back in time
/// (why.md B5).
struct RememberedHead: Sendable, Equatable {
    static let kind = "head"

    var epoch: Int64
    var leaves: Int64
    /// Leaves in the newest verified backup; −1: none.
    var durable: Int64
    /// When the next timer of the closed partition is due, in ms; nil: none.
    var due: Int64?

    var json: JSON {
        ["epoch": .int(epoch), "leaves": .int(leaves), "durable": .int(durable), "due": due.map { .int($0) } ?? .null]
    }

    init(epoch: Int64, leaves: Int64, durable: Int64, due: Int64?) {
        (self.epoch, self.leaves, self.durable, self.due) = (epoch, leaves, durable, due)
    }

    init?(_ json: JSON) {
        guard let epoch = json["epoch"]?.intValue, let leaves = json["leaves"]?.intValue, let durable = json["durable"]?.intValue
        else { return nil }
        self.init(epoch: epoch, leaves: leaves, durable: durable, due: json["due"]?.intValue)
    }

    /// Whether a partition with this head lost something that was there before.
    func isAhead(of head: TenantHead) -> Bool { head.epoch < epoch || (head.epoch == epoch && head.leaves < leaves) }
}

/// The platform's documents, sealed under the platform key and bound to their kind and key.
struct PlatformDocuments: Sendable {
    private let key: SymmetricKey
    private let random: any RandomSource

    init(_ platformKey: PlatformKey, random: any RandomSource) {
        key = platformKey.derive("documents")
        self.random = random
    }

    func seal(_ kind: String, _ name: String, _ json: JSON) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            json.bytes, using: key, nonce: AES.GCM.Nonce(data: random.bytes(12)), authenticating: context(kind, name))
        return Array(box.combined ?? Data())
    }

    func open(_ kind: String, _ name: String, _ bytes: [UInt8]) throws -> JSON {
        guard let box = try? AES.GCM.SealedBox(combined: Data(bytes)),
            let opened = try? AES.GCM.open(box, using: key, authenticating: context(kind, name))
        else { throw KeyError.wrongPlatformKey }
        return try JSON(parsing: Array(opened))
    }

    private func context(_ kind: String, _ name: String) -> [UInt8] {
        JSON.array(["document", .string(kind), .string(name)]).bytes
    }
}

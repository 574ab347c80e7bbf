internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `tenant.rotate_key`: new seals use a new data key, and old ones are sealed again unchanged for clients; or the log gets a new signing key.
package enum TenantRotateKeyMethod: Method {
    package static let name = "tenant.rotate_key"
    package static let needs = Need.operator
    package static let meaning = LocalizedText(zh: "轮换租户数据密钥。", en: "Rotates a tenant's data key.")
    package static let errors: [ErrorCode] = [.notFound]
    package static let params = Shape.object([
        Field("code", .id, "tenant code"), .optional("log", .bool, "the key that signs the log, instead of the data key"),
    ])
    package static let result = Shape.object([Field("key", .any, "number of the new key; of the log: its public form")])
    package static let example: JSON = ["code": "acme"]

    private struct Params: Decodable { 
        var code: String
        var log: Bool?
    }

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let p = try call.decode(Params.self)
        if p.log ?? false {
            let key = try await c.services.registry.rotateLogKey(p.code, by: try c.operatorName())
            return Answer(bytes: JSON.object(["key": .string(key)]).bytes)
        }
        let key = try await c.services.registry.rotateKey(p.code, by: try c.operatorName())
        let result: JSON = ["key": .int(Int64(key))]
        return Answer(bytes: result.bytes)
    }
}

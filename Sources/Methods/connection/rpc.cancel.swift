internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `rpc.cancel`: a waiting `sync.pull` is answered at once with what there is. Anything else runs to its end: pushes above all.
/// Usually sent as a notification.
package enum CancelMethod: Method {
    package static let name = "rpc.cancel"
    package static let needs = Need.hello
    package static let doors: Set<Door> = [.tenants, .operators]
    package static let meaning = LocalizedText(zh: "让等待中的拉取立即返回。", en: "Has a waiting pull answered at once.")
    package static let params = Shape.object([Field("id", .any, "the id of the waiting request")])
    package static let example: JSON = ["id": 7]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let view = call.params?["id"]
        guard let id = view?.int.map(RequestID.int) ?? view?.string.map(RequestID.string) else {
            throw .params(field: "id", reason: "type")
        }
        return .empty(.cancel(id))
    }
}

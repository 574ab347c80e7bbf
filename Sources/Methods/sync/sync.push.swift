internal import Base
internal import Casework
internal import Identity
package import Records
internal import Tenancy
package import Wire

/// `sync.push` (protocol §7): mutations of one queue, applied exactly once in their maker's order.
package enum SyncPushMethod: Method {
    package static let name = "sync.push"
    package static let needs = Need.session
    package static let meaning = LocalizedText(
        zh: "提交一个队列的操作；各操作恰好执行一次。",
        en: "Mutations of one queue, each applied exactly once.")
    package static let errors: [ErrorCode] = [
        .mutationReused, .queueGap, .stepUp, .notFound, .tooLarge, .subjectChanged, .busy, .unavailable,
    ]
    static let mutation = Shape.object([
        Field("n", .int(1...JSON.maxInt), "number in the queue, without gaps"), Field("op", .id, "operation"),
        Field("a", .any, "arguments; unknown members are refused"), .optional("if", .map(.count), "revisions that must still hold"),
        .optional("when", .any, "{tt, dt}: time token and ms since, on a clock that counts sleep"),
        .optional("sig", .token, "required from devices with a key"),
    ])
    static let fields: [Field] = [
        Field("q", .name, "queue: `<device>.<0-15>`"), Field("muts", .list(mutation, Limits.mutationsPerPush), "consecutive numbers"),
    ]
    static let answer: [Field] = [
        Field("lm", .count, "last number consumed"), Field("dur", .nullable(.count),
        "last number that a verified backup holds; null: none configured"),
        Field("res", .list(.any, Limits.mutationsPerPush), "[n, \"ok\"|\"dup\"|\"no\"|\"cf\"|\"wait\", …] for each number"),
    ]
    package static let params = Shape.object(fields)
    package static let result = Shape.object(answer)
    package static let example: JSON = [
        "q": "d7QmxA0t1Zk.0", "muts": [["n": 1, "op": "notice.acknowledge", "a": ["id": "N3"], "sig": "MEUC…"]],
    ]

    package static func handle(_ call: Call, _ c: Context) async throws(RPCError) -> Answer {
        let request = try read(call.params, c)
        let partition = try await c.partition()
        switch await partition.push(request, for: try c.principal()) {
        case .success(let bytes): return Answer(bytes: bytes)
        case .failure(let error): throw error
        }
    }

    /// The request, with the operations of roles that wait for a second factor.
    static func read(_ params: JSONView?, _ c: Context) throws(RPCError) -> PushRequest {
        guard let params else { throw .params(field: "q", reason: "missing") }
        var request = try PushRequest(params.json)
        if let binding = c.binding, !binding.withheld.isEmpty {
            let waiting = request.mutations.map(\.op).filter { op in
                CommandRegistry[op].map { MethodRegistry.isWithheld($0.roles, binding) } ?? false
            }
            request.withheld = Set(waiting)
        }
        return request
    }
}

extension MethodRegistry {
    static func isWithheld(_ roles: Set<Role>, _ binding: Binding) -> Bool {
        roles.isDisjoint(with: binding.principal.actor.roles) && !roles.isDisjoint(with: binding.withheld)
    }

    /// 1203 where only a withheld role would do.
    static func checkHeld(_ roles: Set<Role>, _ binding: Binding) throws(RPCError) {
        if isWithheld(roles, binding) { throw RPCError(.stepUp) }
    }
}

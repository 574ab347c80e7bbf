import Base
package import Wire

/// `sync.push`: mutations of one queue, in the order their maker made them (protocol §7).
package struct PushRequest: Sendable {
    /// `<device>.<0-15>`.
    package var queue: String
    package var mutations: [Mutation]
    /// Operations for which the session first has to show a second factor; set by the server, never by the caller. A call that begins
    /// with one is 1203 as a whole; behind others it waits (`wait 1203`); repeats are answered.
    package var withheld: Set<String> = []

    package struct Mutation: Sendable {
        package var n: Int64
        package var op: String
        package var a: JSON
        package var condition: JSON?
        package var when: JSON?
        /// Raw r‖s, base64url.
        package var signature: String?

        package init(n: Int64, op: String, a: JSON, condition: JSON? = nil, when: JSON? = nil, signature: String? = nil) {
            self.n = n
            self.op = op
            self.a = a
            self.condition = condition
            self.when = when
            self.signature = signature
        }
    }

    package init(queue: String, mutations: [Mutation]) {
        self.queue = queue
        self.mutations = mutations
    }

    /// Reads the method's parameters `{q, muts:[{n, op, a, if?, when?, sig?}]}`; −32602 names what is wrong.
    package init(_ params: JSON) throws(RPCError) {
        guard let queue = params["q"]?.stringValue else { throw .params(field: "q", reason: "missing") }
        guard let list = params["muts"]?.arrayValue else { throw .params(field: "muts", reason: "missing") }
        guard list.count <= Limits.mutationsPerPush else { throw RPCError(.tooLarge, value: Int64(Limits.mutationsPerPush)) }
        var mutations: [Mutation] = []
        mutations.reserveCapacity(list.count)
        for (index, item) in list.enumerated() {
            func wrong(_ member: String) -> RPCError { .params(field: "muts[\(index)].\(member)", reason: "type") }
            guard let n = item["n"]?.intValue else { throw wrong("n") }
            guard let op = item["op"]?.stringValue else { throw wrong("op") }
            guard let a = item["a"], a.objectValue != nil else { throw wrong("a") }
            let signature = item["sig"]
            if let signature, signature.stringValue == nil { throw wrong("sig") }
            mutations.append(
                Mutation(n: n, op: op, a: a, condition: PushRequest.present(item["if"]), when: PushRequest.present(item["when"]),
                    signature: signature?.stringValue))
        }
        self.init(queue: queue, mutations: mutations)
    }

    private static func present(_ value: JSON?) -> JSON? { value.flatMap { $0.isNull ? nil : $0 } }
}

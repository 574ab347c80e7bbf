package import Base
internal import Casework
internal import Identity
internal import Methods
internal import Tenancy
internal import Wire

extension ConnectionState {
    /// One line came in.
    package mutating func received(_ line: [UInt8], now: Timestamp) -> [Action] {
        guard phase != .closed else { return [] }
        lastHeard = now.ms
        if barrier != nil {
            guard held.count < rules.inFlight else {
                let error = RPCError(.rateLimited, value: 1)
                return [send(Envelope.failure(RequestHead.id(inPrefix: line), error), .open)]
            }
            held.append(line)
            return []
        }
        switch RequestHead.scan(line) {
        case .bad(let fault):
            let isFirst = fault.error.code.precedence < ErrorCode.tooLarge.precedence || isSignedIn || line.count <= Limits.anonymousLineBytes
            return [send(Envelope.failure(fault.id, isFirst ? fault.error : ConnectionState.tooLong), .open)]
        case .one(let head): return take(head, bytes: line.count, batch: nil, now: now)
        case .batch(let members): return take(batch: members, bytes: line.count, now: now)
        }
    }

    /// A line over the limit came in; the rest of it is being skipped.
    package mutating func oversized(prefix: [UInt8], now: Timestamp) -> [Action] {
        guard phase != .closed else { return [] }
        lastHeard = now.ms
        let limit = isSignedIn ? Limits.serverLineBytes : Limits.signInLineBytes
        let error = RPCError(.tooLarge, data: ["reason": "line", "limit": .int(Int64(limit))])
        return [send(Envelope.failure(RequestHead.id(inPrefix: prefix), error), .open)]
    }

    private mutating func take(
        batch members: [Result<RequestHead, RequestFault>], bytes: Int, now: Timestamp
    ) -> [Action] {
        let number = nextToken
        nextToken += 1
        var expected: [(place: Int, result: Result<RequestHead, RequestFault>)] = []
        var notifications: [RequestHead] = []
        for member in members {
            if case .success(let head) = member, head.id == nil {
                notifications.append(head)
            } else {
                expected.append((expected.count, member))
            }
        }
        var actions = notifications.flatMap { take($0, bytes: bytes, batch: nil, now: now) }
        guard !expected.isEmpty else { return actions }
        batches[number] = Batch(answers: Array(repeating: nil, count: expected.count), left: expected.count)
        for (place, member) in expected {
            switch member {
            case .failure(let fault):
                actions += deliver(Envelope.failure(fault.id, fault.error), .open, batch: (number, place))
            case .success(let head):
                actions += take(head, bytes: bytes / members.count, batch: (number, place), now: now)
            }
        }
        return actions
    }

    private mutating func take(_ head: RequestHead, bytes: Int, batch: (Int, Int)?, now: Timestamp) -> [Action] {
        guard let id = head.id else { return notified(head) }
        if let error = refusal(head, id: id, bytes: bytes, now: now) {
            return deliver(Envelope.failure(id, error), .answer(to: head.method), batch: batch.map { (number: $0.0, place: $0.1) })
        }
        let token = nextToken
        nextToken += 1
        let job = Job(
            token: token, call: Call(method: head.method, params: head.params), binding: binding, greeting: greeting,
            operatorSession: operatorSession, bytes: bytes)
        open[token] = Open(id: id, job: job, batch: batch.map { (number: $0.0, place: $0.1) })
        byID[id] = token
        if ConnectionState.barriers.contains(head.method) { barrier = token }
        return [.run(job)]
    }

    /// What these say of the connection holds for every line behind them, so those wait.
    private static let barriers: Set<String> = [
        "hello", "auth.sign_in", "auth.activate", "auth.use", "auth.sign_out", "operator.sign_in",
    ]

    /// The barrier is gone: the lines behind it, up to the next one.
    mutating func release(now: Timestamp) -> [Action] {
        var actions: [Action] = []
        while barrier == nil, !held.isEmpty, phase != .closed { actions += received(held.removeFirst(), now: now) }
        return actions
    }

    /// Only `rpc.cancel` is heard without an id; everything else that nobody waits for is ignored.
    private mutating func notified(_ head: RequestHead) -> [Action] {
        guard head.method == "rpc.cancel", let view = head.params?["id"] else { return [] }
        let id: RequestID? = view.int.map(RequestID.int) ?? view.string.map(RequestID.string)
        return id.map { cancel($0) } ?? []
    }

    private static let tooLong = RPCError(.tooLarge, data: ["reason": "line", "limit": .int(Int64(Limits.anonymousLineBytes))])

    /// What stands against a request before its method is asked, in the order of precedence (§9).
    private func refusal(_ head: RequestHead, id: RequestID, bytes: Int, now: Timestamp) -> RPCError? {
        if !isSignedIn, head.method != "auth.sign_in", bytes > Limits.anonymousLineBytes {
            return ConnectionState.tooLong
        }
        if byID[id] != nil { return RPCError(.invalidRequest, data: ["reason": "id_in_use"]) }
        if greeting == nil, head.method != "hello" { return RPCError(.version, data: ["reason": "hello_first"]) }
        if greeting != nil, head.method == "hello" { return RPCError(.version, data: ["reason": "hello_once"]) }
        if phase == .draining { return .wait(.draining, seconds: comeBack) }
        guard let method = MethodRegistry.named(head.method), method.doors.contains(rules.door) else {
            return RPCError(.methodNotFound)
        }
        if let error = unauthenticated(method, now: now) { return error }
        if open.count >= rules.inFlight { return RPCError(.rateLimited, value: 1) }
        return head.hasObjectParams ? nil : .params(field: "", reason: "type")
    }

    private func unauthenticated(_ method: any Method.Type, now: Timestamp) -> RPCError? {
        switch method.needs {
        case .nothing, .hello: return nil
        case .operator:
            guard let operatorSession else { return RPCError(.tokenInvalid) }
            return operatorSession.expires > now ? nil : RPCError(.tokenExpired)
        case .session:
            guard let binding else { return RPCError(.tokenInvalid) }
            return binding.principal.expires > now ? nil : RPCError(.tokenExpired)
        }
    }
}

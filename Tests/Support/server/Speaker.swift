import Base
package import Methods
import Segments
package import Session
import Synchronization
package import Wire

/// A client that speaks lines to a server in the same process, over a `MemoryTransport`.
package final class Speaker: Sendable {
    package let stand: Stand
    package let transport: MemoryTransport
    package let connection: Connection
    private struct Inner {
        var nextID: Int64 = 0
        var answers: [RequestID: Result<JSON, RPCError>] = [:]
        var notifications: [(method: String, params: JSON)] = []
        var who: JSON = .null
        var device: TestDevice?
        var n: [String: Int64] = [:]
        /// Compression was agreed on.
        var packs = false
    }
    /// Guards what has arrived and whom we are signed in as.
    private let inner = Mutex(Inner())

    package init(_ stand: Stand, door: Door = .tenants, address: String? = "192.0.2.7") {
        self.stand = stand
        transport = MemoryTransport(timers: stand.timers)
        connection = Connection(server: stand.server, transport: transport, peer: Peer(door: door, address: address))
    }

    // MARK: Lines

    package func send(_ text: String) { send(bytes: Array(text.utf8) + [10]) }
    package func send(bytes: [UInt8]) { connection.receive(packs ? Speaker.segment(bytes) : bytes) }
    /// Sends bytes as they are, segments or not.
    package func send(raw bytes: [UInt8]) { connection.receive(bytes) }

    package var packs: Bool { inner.withLock { $0.packs } }

    package static func segment(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        bytes.withUnsafeBytes { SegmentWriter.pack($0, into: &out) }
        return out
    }

    /// `hello` that offers compression; from its answer on both sides send segments.
    package func helloPacked(_ members: JSON) async throws -> JSON {
        guard var object = members.objectValue else { return .null }
        object["comp"] = ["deflate"]
        let answer = try await call("hello", .object(object))
        guard answer["comp"] == "deflate", answer["dict"]?.stringValue == SegmentDictionary.name else { return answer }
        transport.unpack()
        inner.withLock { $0.packs = true }
        return answer
    }

    /// The next line as JSON; nil when closed, or when none comes.
    package func next(withinMs ms: Int = 30_000) async -> JSON? {
        guard let line = await transport.line(withinMs: ms) else { return nil }
        return try? JSON(parsing: line)
    }

    // MARK: Calls

    /// Sends a request and does not wait.
    @discardableResult
    package func request(_ method: String, _ params: JSON = .object(JSONObject())) -> RequestID {
        let id = inner.withLock { inner in
            defer { inner.nextID += 1 }
            return inner.nextID
        }
        send(bytes: Envelope.request(.int(id), method: method, params: params.bytes))
        return .int(id)
    }

    /// The answer to a request sent before; notifications that come meanwhile are kept.
    package func answer(to id: RequestID, withinMs ms: Int = 30_000) async throws -> JSON {
        while true {
            if let known = inner.withLock({ $0.answers.removeValue(forKey: id) }) { return try known.get() }
            guard let line = await transport.line(withinMs: ms) else { throw Silence(id: id, isClosed: transport.isClosed) }
            keep(line)
        }
    }

    package func call(_ method: String, _ params: JSON = .object(JSONObject()), withinMs ms: Int = 30_000) async throws -> JSON {
        try await answer(to: request(method, params), withinMs: ms)
    }

    /// The error that a call ends with; nil where it succeeds.
    package func refusal(_ method: String, _ params: JSON = .object(JSONObject())) async throws -> RPCError? {
        do {
            _ = try await call(method, params)
            return nil
        } catch let error as RPCError {
            return error
        }
    }

    /// The next notification of that name; nil when none comes.
    package func notification(_ method: String, withinMs ms: Int = 30_000) async -> JSON? {
        while true {
            let known = inner.withLock { inner -> JSON? in
                guard let at = inner.notifications.firstIndex(where: { $0.method == method }) else { return nil }
                return inner.notifications.remove(at: at).params
            }
            if let known { return known }
            guard let line = await transport.line(withinMs: ms) else { return nil }
            keep(line)
        }
    }

    /// What has arrived until the connection rests and nothing more comes for a moment; however slow the machine is.
    package func settle(ms: Int = 50) async {
        for _ in 0..<1_000 {
            while let line = await transport.line(withinMs: ms) { keep(line) }
            if connection.isResting || connection.isClosed { return }
        }
    }

    private func keep(_ line: [UInt8]) {
        guard let message = IncomingMessage(line) else { return }
        keep(message)
    }

    private func keep(_ message: IncomingMessage) {
        switch message {
        case .answer(let id, let view):
            let json = view.json
            inner.withLock { $0.answers[id] = .success(json) }
        case .failure(let id?, let error): inner.withLock { $0.answers[id] = .failure(error) }
        case .failure(nil, _): break
        case .notification(let method, let params):
            let json = params?.json ?? .null
            inner.withLock { $0.notifications.append((method, json)) }
        case .batch(let messages): for message in messages { keep(message) }
        }
    }

    /// No answer came.
    package struct Silence: Error {
        package var id: RequestID
        package var isClosed: Bool
    }

    // MARK: Signing in

    @discardableResult
    package func hello(_ extra: [(String, JSON)] = []) async throws -> JSON {
        let base: [(String, JSON)] = [("v", [1, 1]), ("app", "support/1.0"), ("schema", 1), ("lang", "zh-Hans")]
        return try await call("hello", .object(JSONObject(base + extra)))
    }

    /// What the last sign-in answered.
    package var who: JSON { inner.withLock { $0.who } }
    package var device: String { who["device"]?.stringValue ?? "" }
    package var queue: String { device + ".0" }

    package func nonce() async throws -> String { try await call("auth.challenge")["nonce"]?.stringValue ?? "" }

    /// Signs in with a password and enrols `device` (nil: a device without a key).
    @discardableResult
    package func signIn(_ person: TestPerson, tenant: String = Stand.tenant, device: TestDevice? = TestDevice(), totp: String? = nil)
        async throws -> JSON
    {
        var params: [(String, JSON)] = [
            ("tenant", .string(tenant)), ("login", .string(person.staffNo)), ("password", .string(person.password)),
        ]
        if let totp { params.append(("totp", .string(totp))) }
        if let device {
            let nonce = try await nonce()
            params += [
                ("device", ["name": .string(device.name), "key": .string(device.keyText)]), ("nonce", .string(nonce)),
                ("sig", .string(try device.challenge(server: Stand.serverName, tenant: tenant, nonce: nonce))),
            ]
        } else {
            params.append(("device", ["name": "keyless"]))
        }
        let answer = try await call("auth.sign_in", .object(JSONObject(params)))
        inner.withLock { inner in
            inner.who = answer
            inner.device = device
        }
        return answer
    }

    /// Remembers whom another way of signing in answered.
    package func signedIn(_ answer: JSON, device: TestDevice?) {
        inner.withLock { inner in
            inner.who = answer
            inner.device = device
        }
    }

    // MARK: Pushing

    /// One mutation with its signature, as it stands in `muts`.
    package func mutation(_ op: String, _ a: JSON, n: Int64, when: JSON? = nil, condition: JSON? = nil) throws -> JSON {
        var members: [(String, JSON)] = [("n", .int(n)), ("op", .string(op)), ("a", a)]
        if let condition { members.append(("if", condition)) }
        if let when { members.append(("when", when)) }
        if let device = inner.withLock({ $0.device }) {
            let bytes = try SignedBytes.mutation(
                tenant: who["tenant"]?["code"]?.stringValue ?? "", device: self.device, subject: String(who["subject"]?.intValue ?? 0),
                queue: queue, n: n, op: op, a: a, if: condition, when: when)
            members.append(("sig", .string(try device.sign(bytes))))
        }
        return .object(JSONObject(members))
    }

    /// Pushes one operation under the next number of the session's first queue and answers its outcome `["ok", …]`.
    package func push(_ op: String, _ a: JSON) async throws -> [JSON] {
        let queue = self.queue
        let n = inner.withLock { inner in
            inner.n[queue, default: 0] += 1
            return inner.n[queue, default: 1]
        }
        let answer = try await call("sync.push", ["q": .string(queue), "muts": [try mutation(op, a, n: n)]])
        return Array((answer["res"]?.arrayValue?.first?.arrayValue ?? []).dropFirst())
    }

    /// Pulls until there is no more; answers all rows by `collection/id`, and the last cursor.
    package func pullAll(_ cursor: String? = nil) async throws -> (rows: [String: JSON], cursor: String?) {
        var rows: [String: JSON] = [:]
        var cursor = cursor
        while true {
            let page = try await call("sync.pull", cursor.map { ["cur": .string($0)] } ?? .object(JSONObject()))
            for group in page["put"]?.arrayValue ?? [] {
                for row in group["rows"]?.arrayValue ?? [] {
                    rows["\(group["c"]?.stringValue ?? "")/\(row.arrayValue?.first?.stringValue ?? "")"] = row
                }
            }
            if let new = page["cur"]?.stringValue { cursor = new }
            if page["more"]?.boolValue != true { return (rows, cursor) }
        }
    }
}

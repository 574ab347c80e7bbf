public import Wire

/// A message of the server that answers nothing: `sync.poke`, `sync.delta`, `bye`.
public struct ServerNotification: Sendable, Equatable {
    public var method: String
    public var params: JSON
}

/// Requests with ids over one connection: matches answers to requests, in whatever order they come, and lets none wait for ever.
public actor RPCChannel {
    /// Notifications of the server in order; finishes with the connection.
    public nonisolated let notifications: AsyncStream<ServerNotification>

    private let transport: any LineTransport
    private let notify: AsyncStream<ServerNotification>.Continuation
    /// Requests without an answer, by id. Each continuation is resumed exactly once: whoever removes it resumes it.
    private var waiting: [Int64: CheckedContinuation<JSON, any Error>] = [:]
    private var nextID: Int64 = 0
    private var ended = false
    private var linesOut = 0
    private var linesIn = 0
    /// Bytes both ways, as the wire carried them: compressed where it is; of lines with their newlines where the transport does not count.
    public var bytesOut: Int { transport.wireBytes?.out ?? linesOut }
    public var bytesIn: Int { transport.wireBytes?.in ?? linesIn }
    public private(set) var requests = 0

    public init(_ transport: any LineTransport) {
        self.transport = transport
        (notifications, notify) = AsyncStream.makeStream(of: ServerNotification.self, bufferingPolicy: .bufferingOldest(256))
        Task { await self.read() }
    }

    public var isOpen: Bool { !ended }
    public nonisolated var offersCompression: Bool { transport.offersCompression }

    /// Sends a request and waits for its answer. Throws `ClientError.rpc`, `.timeout`, `.offline`, `.badAnswer`.
    public func call(_ method: String, _ params: JSON = [:], timeoutMs: Int64 = 30_000) async throws -> JSON {
        guard !ended else { throw ClientError.offline("the connection has ended") }
        let id = nextID
        nextID += 1
        requests += 1
        let line = RPCChannel.line(id: id, method, params)
        linesOut += line.count + 1
        let timer = Task { [weak self] in
            try? await Task.sleep(for: .milliseconds(timeoutMs))
            if !Task.isCancelled { await self?.finish(id, .failure(ClientError.timeout)) }
        }
        defer { timer.cancel() }
        return try await withCheckedThrowingContinuation { continuation in
            waiting[id] = continuation
            Task { await self.put(line, for: id) }
        }
    }

    /// Sends a notification.
    public func notify(_ method: String, _ params: JSON) async throws {
        let line = RPCChannel.line(id: nil, method, params)
        linesOut += line.count + 1
        try await transport.send(line)
    }

    public func close() {
        transport.close()
        finishAll("closed here")
    }

    private func put(_ line: [UInt8], for id: Int64) async {
        do {
            try await transport.send(line)
        } catch {
            finish(id, .failure(error))
        }
    }

    private func read() async {
        for await line in transport.lines {
            linesIn += line.count + 1
            received(line)
        }
        finishAll(transport.endReason ?? "the connection has ended")
    }

    private func received(_ line: [UInt8]) {
        if line.isEmpty { return }
        guard let message = try? JSON(parsing: line), message.objectValue != nil else {
            // Nothing on this connection can be trusted after a line that is no message.
            transport.close()
            finishAll("a line of the server is no JSON object")
            return
        }
        if let method = message["method"]?.stringValue {
            notify.yield(ServerNotification(method: method, params: message["params"] ?? [:]))
            return
        }
        guard let id = message["id"]?.intValue else { return }
        if let result = message["result"] {
            finish(id, .success(result))
        } else if let error = message["error"].flatMap(RPCError.init(json:)) {
            finish(id, .failure(ClientError.rpc(error)))
        } else {
            finish(id, .failure(ClientError.badAnswer("neither result nor error")))
        }
    }

    private func finish(_ id: Int64, _ result: Result<JSON, any Error>) {
        waiting.removeValue(forKey: id)?.resume(with: result)
    }

    private func finishAll(_ why: String) {
        ended = true
        let open = waiting
        waiting = [:]
        for continuation in open.values { continuation.resume(throwing: ClientError.offline(why)) }
        notify.finish()
    }

    private static func line(id: Int64?, _ method: String, _ params: JSON) -> [UInt8] {
        var members: [(String, JSON)] = [("jsonrpc", "2.0")]
        if let id { members.append(("id", .int(id))) }
        members += [("method", .string(method)), ("params", params)]
        return JSON.object(JSONObject(members)).bytes
    }
}

extension RPCError {
    /// Reads an error object of the wire; an unknown code keeps the duty of its class.
    init?(json: JSON) {
        guard let document = try? JSONDocument(json.bytes) else { return nil }
        self.init(document.root)
    }
}

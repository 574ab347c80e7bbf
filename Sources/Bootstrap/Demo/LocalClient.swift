import Base
import Methods
import Session
import Synchronization
import Wire

/// A client inside the process: the same connection, lines and checks as over a socket, without the socket. For the demo's set-up.
final class LocalClient: Transport {
    private struct State {
        var framer = LineFramer(limit: Limits.lineBytes)
        var lastID: Int64 = 0
        var waiting: [Int64: CheckedContinuation<JSON, any Error>] = [:]
        var connection: Connection?
    }

    /// Guards the calls under way.
    private let state = Mutex(State())

    init(_ server: Server, door: Door) {
        let connection = Connection(server: server, transport: self, peer: Peer(door: door))
        state.withLock { $0.connection = connection }
    }

    /// Sends a request and waits for its answer; throws the answer's `RPCError`.
    @discardableResult
    func call(_ method: String, _ params: JSON = .object(JSONObject())) async throws -> JSON {
        try await withCheckedThrowingContinuation { continuation in
            let (id, connection) = state.withLock { state in
                state.lastID += 1
                state.waiting[state.lastID] = continuation
                return (state.lastID, state.connection)
            }
            connection?.receive(Envelope.request(.int(id), method: method, params: params.bytes))
        }
    }

    /// Greets, as every connection must.
    func hello() async throws { try await call("hello", ["v": [1, 1], "app": .string(Node.software), "schema": 1]) }

    func disconnect() { state.withLock { $0.connection.take() }?.disconnected() }

    // MARK: Transport

    func write(_ bytes: [UInt8]) {
        let answered = state.withLock { state in
            state.framer.feed(bytes).compactMap { event -> (CheckedContinuation<JSON, any Error>, Result<JSON, any Error>)? in
                guard case .line(let line) = event, let message = IncomingMessage(line) else { return nil }
                switch message {
                case .answer(.int(let id), let result): return state.waiting.removeValue(forKey: id).map { ($0, .success(result.json)) }
                case .failure(.int(let id)?, let error): return state.waiting.removeValue(forKey: id).map { ($0, .failure(error)) }
                default: return nil
                }
            }
        }
        for (continuation, result) in answered { continuation.resume(with: result) }
    }

    func close() {
        let left = state.withLock { state in
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in left { continuation.resume(throwing: RPCError(.unavailable)) }
    }

    func schedule(afterMs: Int64, _ body: @escaping @Sendable () -> Void) -> Session.Timer {
        let task = Task {
            try await Task.sleep(for: .milliseconds(afterMs))
            body()
        }
        return Session.Timer { task.cancel() }
    }
}

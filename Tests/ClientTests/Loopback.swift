import Base
import Foundation
import GongdaoClient
import Methods
import Session
import Support
import Synchronization
import Wire

/// What happens to the lines of a loopback: counts them, and cuts the connection at the one it is told.
final class Line: Sendable {
    enum Way: Sendable, CaseIterable { case request, answer }

    private struct State {
        var count: [Way: Int] = [.request: 0, .answer: 0]
        var cut: (way: Way, at: Int)?
        var isDown = false
        var connections = 0
        var methods: [String] = []
        var unknown: Set<String> = []
    }

    /// Guards the counts and the plan.
    private let state = Mutex(State())

    /// The line with this number (from 0, over all connections) is lost, and the connection with it. Once.
    func cut(_ way: Way, at number: Int) { state.withLock { $0.cut = (way, number) } }

    /// No connection is to be had.
    func set(down: Bool) { state.withLock { $0.isDown = down } }

    /// Methods that the server is made not to know, as an older one would.
    func set(unknown: Set<String>) { state.withLock { $0.unknown = unknown } }

    /// The methods asked for since the last call, in order.
    func takeMethods() -> [String] {
        state.withLock { state in
            defer { state.methods = [] }
            return state.methods
        }
    }

    /// The answer to a line whose method is not known; nil where it is.
    func unknownMethod(_ line: [UInt8]) -> [UInt8]? {
        guard case .one(let head) = RequestHead.scan(line) else { return nil }
        let isUnknown = state.withLock { state in
            state.methods.append(head.method)
            return state.unknown.contains(head.method)
        }
        return isUnknown ? Array(Envelope.failure(head.id, RPCError(.methodNotFound)).dropLast()) : nil
    }

    var isDown: Bool { state.withLock { $0.isDown } }
    var connections: Int { state.withLock { $0.connections } }
    func count(_ way: Way) -> Int { state.withLock { $0.count[way] ?? 0 } }
    func connected() { state.withLock { $0.connections += 1 } }

    /// Whether the next line in this direction gets through.
    func passes(_ way: Way) -> Bool {
        state.withLock { state in
            let number = state.count[way] ?? 0
            state.count[way] = number + 1
            guard let cut = state.cut, cut.way == way, cut.at == number else { return true }
            state.cut = nil
            return false
        }
    }
}

/// Connects a client to a server of the same process, through its real connection handling.
struct LoopbackConnector: Connector {
    let stand: Stand
    let line: Line

    var place: String { "loopback" }

    func connect() async throws -> any LineTransport {
        if line.isDown { throw ClientError.offline("down") }
        line.connected()
        return LoopbackTransport(stand, line)
    }
}

private final class LoopbackTransport: LineTransport {
    let lines: AsyncStream<[UInt8]>
    private let connection: Connection
    private let pipe: Pipe
    private let line: Line

    init(_ stand: Stand, _ line: Line) {
        let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        lines = stream
        self.line = line
        pipe = Pipe(stand.timers, line, continuation)
        connection = Connection(server: stand.server, transport: pipe, peer: Peer(door: .tenants, address: "192.0.2.9"))
        let connection = connection
        pipe.onCut { connection.disconnected() }
    }

    func send(_ bytes: [UInt8]) async throws {
        if pipe.isClosed { throw ClientError.offline("closed") }
        guard line.passes(.request) else {
            pipe.cut()
            throw ClientError.offline("cut")
        }
        if let refusal = line.unknownMethod(bytes) { return pipe.yield(refusal) }
        connection.receive(bytes + [10])
    }

    func close() { pipe.cut() }
}

/// The server's side of a loopback.
private final class Pipe: Transport {
    private struct State {
        var rest: [UInt8] = []
        var isClosed = false
        var onCut: (@Sendable () -> Void)?
    }

    private let timers: ManualTimers
    private let line: Line
    private let continuation: AsyncStream<[UInt8]>.Continuation
    /// Guards the bytes of an unfinished line and the end.
    private let state = Mutex(State())

    init(_ timers: ManualTimers, _ line: Line, _ continuation: AsyncStream<[UInt8]>.Continuation) {
        (self.timers, self.line, self.continuation) = (timers, line, continuation)
    }

    func yield(_ line: [UInt8]) { continuation.yield(line) }

    var isClosed: Bool { state.withLock { $0.isClosed } }
    func onCut(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.onCut = body } }

    func write(_ bytes: [UInt8]) {
        let whole = state.withLock { state -> [[UInt8]] in
            if state.isClosed { return [] }
            state.rest += bytes
            var out: [[UInt8]] = []
            while let end = state.rest.firstIndex(of: 10) {
                out.append(Array(state.rest[..<end]))
                state.rest.removeFirst(end + 1)
            }
            return out
        }
        for text in whole {
            guard line.passes(.answer) else { return cut() }
            continuation.yield(text)
        }
    }

    func close() { end() }

    /// The line broke: both sides learn of it.
    func cut() {
        let body = end()
        body?()
    }

    @discardableResult
    private func end() -> (@Sendable () -> Void)? {
        let body = state.withLock { state -> (@Sendable () -> Void)? in
            if state.isClosed { return nil }
            state.isClosed = true
            defer { state.onCut = nil }
            return state.onCut
        }
        continuation.finish()
        return body
    }

    func schedule(afterMs: Int64, _ body: @escaping @Sendable () -> Void) -> Session.Timer { timers.schedule(afterMs: afterMs, body) }
}

/// A phone: a profile in a folder of its own, on a line that can be cut.
final class Phone: Sendable {
    let stand: Stand
    let line = Line()
    let folder: TemporaryFolder
    let client: Client

    init(_ stand: Stand, folder: TemporaryFolder = TemporaryFolder(), name: String = "phone", logProofMs: Int64 = 3_600_000) throws {
        self.stand = stand
        self.folder = folder
        client = Phone.client(stand, line, folder, name, logProofMs: logProofMs)
    }

    static func client(
        _ stand: Stand, _ line: Line, _ folder: TemporaryFolder, _ name: String = "phone", logProofMs: Int64 = 3_600_000
    ) -> Client {
        Client(
            profile: Profile(folder: folder.path + "/cache", keyPath: folder.path + "/key/device.key"),
            connector: LoopbackConnector(stand: stand, line: line),
            options: ClientOptions(app: "test/1.0", deviceName: name, clock: stand.clock, tries: 3, logProofMs: logProofMs, sleep: { _ in }))
    }

    @discardableResult
    func signIn(_ person: TestPerson) async throws -> SessionState {
        try await client.signIn(tenant: Stand.tenant, login: person.staffNo, password: person.password)
    }
}

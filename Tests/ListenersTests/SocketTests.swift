import Bootstrap
import Foundation
import Listeners
import Methods
import NIOCore
import NIOPosix
import Support
import Synchronization
import Testing
import Wire

/// A server on real sockets, stopped and removed at the end of the test.
func serving<R>(
    connections: Int = 100, certificates: TLSCertificates? = nil, home: Home? = nil, perPrefix: Int = 1_000, countsLoopback: Bool = false,
    handshakeMs: Int64 = 10_000,
    _ body: (Listeners, Home) async throws -> R
) async throws -> R {
    let home = try home ?? Home()
    let node = try home.node()
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
    let listeners = Listeners(group: group, server: node.server, certificates: certificates, connections: connections, perPrefix: perPrefix,
        countsLoopback: countsLoopback, handshakeMs: handshakeMs)
    do {
        let result = try await body(listeners, home)
        await listeners.stopAccepting()
        try await group.shutdownGracefully()
        node.close()
        return result
    } catch {
        await listeners.stopAccepting()
        try await group.shutdownGracefully()
        node.close()
        throw error
    }
}

@Suite struct SocketTests {
    @Test func aClientIsGreetedAndAnsweredOverTCP() async throws {
        try await serving { listeners, _ in
            let address = try await listeners.start(Listener(.tcp(host: "127.0.0.1", port: 0), door: .tenants))
            let client = try await LineClient.connect(address)
            try await client.send(Lines.hello)
            let hello = try await client.answer(0)
            #expect(hello["result"]?["v"] == 1 && hello["jsonrpc"] == "2.0")
            try await client.send(Lines.ping(1))
            #expect(try await client.answer(1)["result"]?["t_ms"]?.intValue != nil)
            await client.close()
        }
    }

    @Test func onePrefixCannotTakeAllConnections() async throws {
        try await serving(perPrefix: 2, countsLoopback: true) { listeners, _ in
            let address = try await listeners.start(Listener(.tcp(host: "127.0.0.1", port: 0), door: .tenants))
            let first = try await LineClient.connect(address)
            let second = try await LineClient.connect(address)
            for client in [first, second] {
                try await client.send(Lines.hello)
                _ = try await client.answer(0)
            }
            let third = try await LineClient.connect(address)
            #expect(try await third.line { $0["method"] == "bye" }["params"]?["why"] == "busy")
            await first.close()
            for _ in 0..<200 where listeners.counter.count > 1 { try await Task.sleep(for: .milliseconds(5)) }
            let fourth = try await LineClient.connect(address)
            try await fourth.send(Lines.hello)
            _ = try await fourth.answer(0)
            await fourth.close()
            await second.close()
        }
    }

    @Test func prefixesAreCountedApartAndLoopbackOnlyWhereAsked() {
        let counter = ConnectionCounter(limit: 8, perPrefix: 2)
        #expect(counter.enter("192.0.2.1") && counter.enter("192.0.2.77") && !counter.enter("192.0.2.3"))
        #expect(counter.enter("198.51.100.1") && counter.enter("2001:db8::1") && counter.enter("2001:db8::2") && !counter.enter("2001:db8::3"))
        #expect(counter.enter("127.0.0.1") && counter.enter("127.0.0.1") && counter.enter("127.0.0.1"))
        #expect(counter.count == 8 && !counter.enter(nil) && counter.refusals == 3)
        counter.leave("192.0.2.1")
        #expect(counter.enter("192.0.2.4") && counter.count == 8)
    }

    @Test func manyRequestsInOnePacketAreAllAnswered() async throws {
        try await serving { listeners, _ in
            let address = try await listeners.start(Listener(.tcp(host: "127.0.0.1", port: 0), door: .tenants))
            let client = try await LineClient.connect(address)
            try await client.send(([Lines.hello] + (1...12).map(Lines.ping)).joined(separator: "\n"))
            for id in 0...12 { #expect(try await client.answer(Int64(id))["result"] != nil) }
            await client.close()
        }
    }

    @Test func aRequestThatComesByteByByteIsAnsweredOnce() async throws {
        try await serving { listeners, _ in
            let address = try await listeners.start(Listener(.tcp(host: "127.0.0.1", port: 0), door: .tenants))
            let client = try await LineClient.connect(address)
            let half = Lines.hello.index(Lines.hello.startIndex, offsetBy: 40)
            try await client.sendRaw(String(Lines.hello[..<half]))
            try await Task.sleep(for: .milliseconds(20))
            try await client.send(String(Lines.hello[half...]))
            _ = try await client.answer(0)
            #expect(client.lines.count == 1)
            await client.close()
        }
    }

    @Test func anOversizedLineIsAnsweredAndTheConnectionStays() async throws {
        try await serving { listeners, _ in
            let address = try await listeners.start(Listener(.tcp(host: "127.0.0.1", port: 0), door: .tenants))
            let client = try await LineClient.connect(address)
            try await client.send(Lines.hello)
            _ = try await client.answer(0)
            try await client.send(#"{"jsonrpc":"2.0","id":7,"method":"ping","params":{"x":""# + String(repeating: "a", count: 300_000) + "\"}}")
            #expect(try await client.answer(7)["error"]?["code"] == 1406)
            try await client.send(Lines.ping(8))
            #expect(try await client.answer(8)["result"] != nil)
            await client.close()
        }
    }

    @Test func operatorsMethodsExistOnTheirListenerOnly() async throws {
        try await serving { listeners, _ in
            let tenants = try await listeners.start(Listener(.tcp(host: "127.0.0.1", port: 0), door: .tenants))
            let operators = try await listeners.start(Listener(.tcp(host: "127.0.0.1", port: 0), door: .operators))
            let asked = #"{"jsonrpc":"2.0","id":1,"method":"tenant.list","params":{}}"#
            let outside = try await LineClient.connect(tenants)
            try await outside.send(Lines.hello + "\n" + asked)
            #expect(try await outside.answer(1)["error"]?["code"] == -32601)
            let inside = try await LineClient.connect(operators)
            try await inside.send(Lines.hello + "\n" + asked)
            #expect(try await inside.answer(1)["error"]?["code"] == 1202)
            try await inside.send(#"{"jsonrpc":"2.0","id":2,"method":"sync.pull","params":{}}"#)
            #expect(try await inside.answer(2)["error"]?["code"] == -32601)
            await outside.close()
            await inside.close()
        }
    }

    @Test func oneConnectionTooManyIsToldAndClosedAndThereIsRoomAgainLater() async throws {
        try await serving(connections: 2) { listeners, _ in
            let address = try await listeners.start(Listener(.tcp(host: "127.0.0.1", port: 0), door: .tenants))
            let first = try await LineClient.connect(address)
            let second = try await LineClient.connect(address)
            for client in [first, second] {
                try await client.send(Lines.hello)
                _ = try await client.answer(0)
            }
            let third = try await LineClient.connect(address)
            #expect(try await third.line { $0["method"] == "bye" }["params"]?["why"] == "busy")
            try await third.waitForClose()
            #expect(listeners.counter.refusals == 1)
            await first.close()
            for _ in 0..<6_000 where listeners.counter.count > 1 { try await Task.sleep(for: .milliseconds(5)) }
            let fourth = try await LineClient.connect(address)
            try await fourth.send(Lines.hello)
            _ = try await fourth.answer(0)
            await fourth.close()
            await second.close()
        }
    }

    @Test func aPortThatIsTakenIsToldInASentence() async throws {
        try await serving { listeners, _ in
            let address = try await listeners.start(Listener(.tcp(host: "127.0.0.1", port: 0), door: .tenants))
            let port = try #require(address.split(separator: ":").last.flatMap { Int($0) })
            await #expect(throws: ListenerError.addressInUse("127.0.0.1:\(port)")) {
                try await listeners.start(Listener(.tcp(host: "127.0.0.1", port: port), door: .tenants))
            }
        }
    }

    /// The peer sends requests without ever reading an answer: it is not read from any more, so that the server holds little for it.
    /// What the system has taken of its bytes stands still then, far below what it has to send.
    @Test func aPeerThatDoesNotReadIsNotReadFrom() async throws {
        try await serving { listeners, _ in
            let address = try await listeners.start(Listener(.tcp(host: "127.0.0.1", port: 0), door: .tenants))
            let deaf = try await LineClient.connect(address, reads: false)
            try await deaf.send(Lines.hello)
            // About 45 MB of requests, and 100 MB of answers, were they all made.
            let block = (0..<500).map { Lines.unknown($0) }.joined(separator: "\n")
            let taken = Atomic<Int>(0)
            for _ in 0..<1_000 { deaf.sendLater(block) { taken.add(1, ordering: .relaxed) } }
            var (before, still) = (-1, 0)
            while still < 10, before < 1_000 {
                try await Task.sleep(for: .milliseconds(100))
                let now = taken.load(ordering: .relaxed)
                still = now == before ? still + 1 : 0
                before = now
            }
            #expect(before < 500, "\(before) of 1,000 blocks were read")
            #expect(deaf.received < 1_000_000)
            // Others are served meanwhile.
            let other = try await LineClient.connect(address)
            try await other.send(Lines.hello)
            _ = try await other.answer(0)
            await other.close()
            await deaf.close()
        }
    }
}

extension Lines {
    static func unknown(_ id: Int) -> String { #"{"jsonrpc":"2.0","id":\#(id),"method":"no.such.method","params":{}}"# }
}

extension LineClient {
    func sendRaw(_ text: String) async throws { try await sendBytes(Array(text.utf8)) }
}

import Base
import Bootstrap
import Foundation
import Listeners
import Methods
import NIOSSL
import Support
import Testing
import Wire

@Suite struct TLSTests {
    private func made(_ home: Home, _ name: String) throws -> MadeCertificates {
        let folder = home.path + "/" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return try MadeCertificates.make(in: folder, now: SystemClock().now(), random: SystemRandom())
    }

    private func trusting(_ ca: String, _ change: (inout TLSConfiguration) -> Void = { _ in }) throws -> NIOSSLContext {
        var settings = TLSConfiguration.makeClientConfiguration()
        settings.trustRoots = .file(ca)
        settings.applicationProtocols = [Wire.alpn]
        change(&settings)
        return try NIOSSLContext(configuration: settings)
    }

    private func greeted(_ address: String, _ context: NIOSSLContext) async throws -> Bool {
        let client = try await LineClient.connect(address, tls: context)
        client.sendAndForget(Lines.hello)
        do {
            for _ in 0..<6_000 where !client.isClosed {
                if !client.lines.isEmpty {
                    await client.close()
                    return true
                }
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        await client.close()
        return false
    }

    @Test func aClientThatTrustsTheAuthorityIsServed() async throws {
        let home = try Home()
        let files = try made(home, "a")
        let certificates = try TLSCertificates(chainFile: files.certificate, keyFile: files.key)
        try await serving(certificates: certificates, home: home) { listeners, _ in
            let address = try await listeners.start(Listener(.tls(host: "127.0.0.1", port: 0), door: .tenants))
            #expect(try await greeted(address, trusting(files.ca)))
            #expect(try await greeted(address, trusting(files.ca) { $0.applicationProtocols = [] }))
        }
    }

    @Test func aHandshakeThatIsNeverFinishedIsEndedAndCountedMeanwhile() async throws {
        let home = try Home()
        let files = try made(home, "a")
        let certificates = try TLSCertificates(chainFile: files.certificate, keyFile: files.key)
        try await serving(certificates: certificates, home: home, handshakeMs: 5_000) { listeners, _ in
            let address = try await listeners.start(Listener(.tls(host: "127.0.0.1", port: 0), door: .tenants))
            let good = try await LineClient.connect(address, tls: trusting(files.ca))
            try await good.send(Lines.hello)
            _ = try await good.answer(0)
            // One says nothing, one begins and stops in the midst of its first record.
            let silent = try await LineClient.connect(address)
            let halting = try await LineClient.connect(address)
            try await halting.sendBytes([0x16, 0x03, 0x01, 0x02, 0x00, 0x01])
            for _ in 0..<2_000 where listeners.counter.count < 3 { try await Task.sleep(for: .milliseconds(5)) }
            #expect(listeners.counter.count == 3)
            try await silent.waitForClose(within: 40_000)
            try await halting.waitForClose(within: 40_000)
            for _ in 0..<600 where listeners.counter.count > 1 { try await Task.sleep(for: .milliseconds(5)) }
            #expect(listeners.counter.count == 1)
            // A finished handshake is not on that clock any more: this one began first.
            try await good.send(Lines.ping(1))
            #expect(try await good.answer(1)["result"] != nil)
            await good.close()
        }
    }

    @Test func olderTLSAndAnotherAuthorityAreRefused() async throws {
        let home = try Home()
        let files = try made(home, "a")
        let stranger = try made(home, "b")
        let certificates = try TLSCertificates(chainFile: files.certificate, keyFile: files.key)
        try await serving(certificates: certificates, home: home) { listeners, _ in
            let address = try await listeners.start(Listener(.tls(host: "127.0.0.1", port: 0), door: .tenants))
            #expect(try await greeted(address, trusting(files.ca) { $0.maximumTLSVersion = .tlsv12 }) == false)
            #expect(try await greeted(address, trusting(stranger.ca)) == false)
            // Plain text on the TLS port gets no answer, and the listener goes on.
            let plain = try await LineClient.connect(address)
            plain.sendAndForget(Lines.hello)
            try await plain.waitForClose()
            #expect(plain.lines.isEmpty)
            #expect(try await greeted(address, trusting(files.ca)))
        }
    }

    @Test func aReloadIsForNewConnectionsAndABadOneChangesNothing() async throws {
        let home = try Home()
        let old = try made(home, "a")
        let new = try made(home, "b")
        let certificates = try TLSCertificates(chainFile: old.certificate, keyFile: old.key)
        try await serving(certificates: certificates, home: home) { listeners, _ in
            let address = try await listeners.start(Listener(.tls(host: "127.0.0.1", port: 0), door: .tenants))
            let open = try await LineClient.connect(address, tls: trusting(old.ca))
            try await open.send(Lines.hello)
            _ = try await open.answer(0)

            // A certificate without its key: the old pair stays.
            try replace(old.certificate, with: new.certificate)
            #expect(throws: ListenerError.self) { try certificates.reload() }
            #expect(try await greeted(address, trusting(old.ca)))

            try replace(old.key, with: new.key)
            try certificates.reload()
            #expect(try await greeted(address, trusting(new.ca)))
            #expect(try await greeted(address, trusting(old.ca)) == false)
            try await open.send(Lines.ping(1))
            #expect(try await open.answer(1)["result"] != nil)
            await open.close()
        }
    }

    private func replace(_ file: String, with other: String) throws {
        try Data(contentsOf: URL(fileURLWithPath: other)).write(to: URL(fileURLWithPath: file))
    }

    @Test func filesThatAreNoCertificateNameThemselves() throws {
        let home = try Home()
        let files = try made(home, "a")
        try home.write("rubbish", "nothing")
        for (chain, key, named) in [
            (home.path + "/rubbish", files.key, home.path + "/rubbish"), (files.certificate, home.path + "/rubbish", home.path + "/rubbish"),
            ("/nonexistent", files.key, "/nonexistent"),
        ] {
            do throws(ListenerError) {
                _ = try TLSCertificates(chainFile: chain, keyFile: key)
                Issue.record("\(chain) was taken")
            } catch {
                #expect("\(error)".hasPrefix(named))
            }
        }
    }
}

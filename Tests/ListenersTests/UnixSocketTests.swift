import Bootstrap
import Foundation
import Listeners
import Methods
import Support
import Testing
import Wire

@Suite struct UnixSocketTests {
    private func mode(_ path: String) throws -> Int? {
        (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue
    }

    @Test(arguments: [0o600, 0o660] as [UInt32])
    func theSocketHasItsModeAndServes(_ asked: UInt32) async throws {
        try await serving { listeners, home in
            let path = home.path + "/s"
            #expect(try await listeners.start(Listener(.unix(path: path, mode: asked), door: .tenants)) == path)
            #expect(try mode(path) == Int(asked))
            let client = try await LineClient.connect(path)
            try await client.send(Lines.hello)
            _ = try await client.answer(0)
            await client.close()
            await listeners.stopAccepting()
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func whatADeadProcessLeftIsCleanedUp() async throws {
        let home = try Home()
        let path = home.path + "/s"
        // A socket that nobody answers: bound, then closed without being removed.
        let file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        #expect(bound == 0)
        close(file)
        try await serving(home: home) { listeners, _ in
            try await listeners.start(Listener(.unix(path: path, mode: 0o600), door: .tenants))
            let client = try await LineClient.connect(path)
            try await client.send(Lines.hello)
            _ = try await client.answer(0)
            await client.close()
        }
    }

    @Test func aSocketInUseAndAFileThatIsNoneAreLeftAlone() async throws {
        try await serving { listeners, home in
            let path = home.path + "/s"
            try await listeners.start(Listener(.unix(path: path, mode: 0o600), door: .tenants))
            await #expect(throws: ListenerError.addressInUse(path)) {
                try await listeners.start(Listener(.unix(path: path, mode: 0o600), door: .tenants))
            }
            try home.write("file", "precious")
            await #expect(throws: ListenerError.notASocket(home.path + "/file")) {
                try await listeners.start(Listener(.unix(path: home.path + "/file", mode: 0o600), door: .tenants))
            }
            #expect(try String(contentsOfFile: home.path + "/file", encoding: .utf8) == "precious")
            let client = try await LineClient.connect(path)
            try await client.send(Lines.hello)
            _ = try await client.answer(0)
            await client.close()
        }
    }

    @Test func aPathThatTheSystemCannotTakeIsToldBeforehand() async throws {
        try await serving { listeners, _ in
            let path = "/tmp/" + String(repeating: "x", count: 120)
            await #expect(throws: ListenerError.socketPathTooLong(path, limit: 103)) {
                try await listeners.start(Listener(.unix(path: path, mode: 0o600), door: .tenants))
            }
        }
    }
}

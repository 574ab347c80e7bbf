import Base
import Bootstrap
import Foundation
import Store
import Support
import Tenancy
import Testing
import Wire

/// After `Node.close()` no file of the data is open and the next start has everything to itself, whatever was under way.
@Suite struct CloseTests {
    /// Files below `folder` that this process has open.
    private static func open(below folder: String) -> [String] {
        let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return descriptors.compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + $0) }
            .filter { $0.hasPrefix(folder + "/") && !$0.hasSuffix("/lock") }
    }

    private static func logs(below folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") }
    }

    @Test func readsWritesAndOpeningsUnderWayAreWaitedFor() async throws {
        let home = try Home()
        let data = home.settings.dataDir
        for round in 0..<20 {
            let node = try home.node()
            let codes = (0..<3).map { "t\(round)-\($0)" }
            for code in codes.dropLast() { _ = try await node.registry.create(code: code, name: "Acme") }
            let busy = try await node.registry.open(codes[0])
            let work = codes.dropLast().flatMap { code in
                (0..<6).map { number in
                    Task.detached {
                        // Whatever these end with once the node is closed; they may only not keep a file open.
                        guard let partition = try? await node.registry.open(code) else { return }
                        for step in 0..<50 {
                            if number % 2 == 0 {
                                _ = try? await partition.system("test.write") { try $0.nextNumber("test\(step)") }
                            } else {
                                _ = try? await partition.readOnPool { try $0.snapshot.head() }
                            }
                        }
                    }
                }
            }
            _ = try await busy.system("test.write") { try $0.nextNumber("test") }
            node.close()
            #expect(Self.open(below: data) == [], "round \(round)")
            #expect(try Self.logs(below: data) == [], "round \(round)")
            for task in work { await task.value }
            #expect(Self.open(below: data) == [], "round \(round), later")
        }
    }

    @Test func theDataIsFreeAlthoughSomebodyStillHoldsTheNodeAndAChildIsBeingSpawned() throws {
        let home = try Home()
        let node = try home.node()
        // A child has a copy of the lock's descriptor until it becomes its program.
        let children = try (0..<5).map { _ in
            let child = Process()
            child.executableURL = URL(fileURLWithPath: "/bin/sleep")
            child.arguments = ["1"]
            try child.run()
            return child
        }
        node.close()
        #expect(home.refusal { try home.node() } == nil)
        for child in children { child.terminate() }
        withExtendedLifetime(node) {}
    }

    @Test func aStartThatIsRefusedLeavesNothingOpen() throws {
        let home = try Home()
        try home.node().close()
        guard case .wrongPlatformKey = home.refusal({ try home.node(key: Hex.encode(SystemRandom().bytes(32))) }) else {
            Issue.record("another key was accepted")
            return
        }
        #expect(Self.open(below: home.settings.dataDir) == [])
        #expect(home.refusal { try home.node() } == nil)
    }
}

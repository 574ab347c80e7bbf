import Base
import Bootstrap
import Foundation
import Support
import Tenancy
import Testing

@Suite struct StartTests {
    @Test func dataOpensAgainWithItsKey() throws {
        let home = try Home()
        try home.node().close()
        #expect(home.refusal { try home.node(create: false) } == nil)
    }

    @Test func withoutDataOnlyInitMakesSome() throws {
        let home = try Home()
        #expect(home.refusal { try home.node(create: false) } == .noData(folder: home.settings.dataDir))
        #expect(!FileManager.default.fileExists(atPath: home.settings.dataDir))
    }

    @Test func anotherPlatformKeyIsRefusedAndTheRightOneStillWorks() throws {
        let home = try Home()
        try home.node().close()
        let refusal = home.refusal { try home.node(key: Hex.encode(SystemRandom().bytes(32))) }
        guard case .wrongPlatformKey = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(home.refusal { try home.node() } == nil)
    }

    @Test func aSecondProcessOnTheSameDataIsRefused() throws {
        let home = try Home()
        let first = try home.node()
        #expect(home.refusal { try home.node() } == .dataInUse(folder: home.settings.dataDir))
        first.close()
    }

    @Test func filesOfANewerVersionAreRefusedBeforeAnythingIsChanged() async throws {
        let home = try Home()
        let node = try home.node()
        _ = try await node.registry.create(code: "acme", name: "Acme")
        node.close()
        for file in ["tenants/1.sqlite", "platform.sqlite"] {
            let path = home.settings.dataDir + "/" + file
            // Nothing beside the file: what the head says is what the file is.
            #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
            let before = try Data(contentsOf: URL(fileURLWithPath: path))
            var newer = before
            newer.replaceSubrange(60..<64, with: [0, 0, 3, 0xE7])
            try newer.write(to: URL(fileURLWithPath: path))
            let refusal = home.refusal { try home.node() }
            guard case .newerSchema(path, 999, let known)? = refusal else {
                Issue.record("\(file): \(refusal.map(\.description) ?? "accepted")")
                return
            }
            #expect(known > 0 && known < 999)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == newer)
            try before.write(to: URL(fileURLWithPath: path))
        }
        #expect(home.refusal { try home.node() } == nil)
    }

    @Test func aClockBehindTheLastUseIsRefusedUntilItIsMeant() throws {
        let home = try Home()
        try home.node(now: Home.start.adding(seconds: 3600)).close()
        guard case .clockEarlier = home.refusal({ try home.node(now: Home.start) }) else {
            Issue.record("a clock an hour back was accepted")
            return
        }
        #expect(home.refusal { try home.node(now: Home.start.adding(seconds: 3600)) } == nil)
        home.settings.acceptsEarlierClock = true
        #expect(home.refusal { try home.node(now: Home.start) } == nil)
        home.settings.acceptsEarlierClock = false
        #expect(home.refusal { try home.node(now: Home.start.adding(seconds: 1)) } == nil)
    }

    @Test func aDamagedPlatformFileIsToldAndLeftAlone() throws {
        let home = try Home()
        try home.node().close()
        let path = home.settings.dataDir + "/platform.sqlite"
        let rubbish = Data(repeating: 0x5A, count: 9000)
        try rubbish.write(to: URL(fileURLWithPath: path))
        guard case .damaged? = home.refusal({ try home.node() }) else {
            Issue.record("\(String(describing: home.refusal { try home.node() }))")
            return
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == rubbish)
    }

    @Test func everyRefusalSaysWhatToDo() {
        let all: [StartRefusal] = [
            .noPlatformKey, .badPlatformKey(source: "x"), .keyFileInside(file: "x", folder: "y"), .keyFileReadable(file: "x"),
            .wrongPlatformKey(source: "x", fingerprint: "f"), .newerSchema(file: "x", found: 2, known: 1), .dataInUse(folder: "x"),
            .clockEarlier(now: "a", last: "b"), .tooFewFiles(limit: 1, needed: 2), .folder("x", reason: "y"), .noListener,
            .noData(folder: "x"), .damaged(file: "x", reason: "y"), .noBackup(folder: "x", reason: "y"), .restoreUnfinished(folder: "x"),
        ]
        let advice = ["make one", "must be", "move the key", "run `", "give the right", "start that", "stop it", "set the clock", "raise", "make it", "set at least", "start with", "restore", "give a folder", "run `gongdaod restore"]
        for refusal in all { #expect(advice.contains { refusal.description.contains($0) }, "\(refusal)") }
    }
}

import Base
import Foundation
@testable import GongdaoClient
import Records
import Support
import Testing
import Wire

@Suite("Client and server: sessions, leases, lost devices, files, subscriptions", .serialized) struct DeviceLifeTests {
    static func phone() async throws -> (Stand, TestPerson, Phone) {
        let (stand, person) = try await ExactlyOnceTests.stand()
        let phone = try Phone(stand)
        try await phone.signIn(person)
        _ = try await phone.client.sync()
        return (stand, person, phone)
    }

    @Test("A wrong password is refused and leaves nothing that looks like a session")
    func wrongPassword() async throws {
        let (stand, person) = try await ExactlyOnceTests.stand()
        let phone = try Phone(stand)
        await #expect(throws: ClientError.self) {
            try await phone.client.signIn(tenant: Stand.tenant, login: person.staffNo, password: "wrong wrong wrong")
        }
        await #expect(throws: ClientError.notSignedIn) { try await phone.client.holdings() }
        try await phone.signIn(person)
        #expect(try await phone.client.sync().rows > 0)
        try await stand.remove()
    }

    @Test("Another person cannot sign in over a profile that may hold the first one's acts")
    func otherPerson() async throws {
        let (stand, _, phone) = try await Self.phone()
        let other = try await stand.hire("E999")
        await #expect(throws: ClientError.self) { try await phone.signIn(other) }
        #expect(try await phone.client.session().login == "E184")
        try await stand.remove()
    }

    @Test("The access token ends: it is refreshed, also when the answer to the refresh is lost")
    func refresh() async throws {
        let (stand, _, phone) = try await Self.phone()
        let before = try await phone.client.session()
        await phone.client.disconnect()
        stand.advance(ms: 20 * 60_000)
        // hello, then auth.refresh, whose answer does not come.
        phone.line.cut(.answer, at: phone.line.count(.answer) + 1)
        _ = try await phone.client.sync()
        let after = try await phone.client.session()
        #expect(after.access != before.access && after.refresh != before.refresh && after.refreshID == nil)
        #expect(after.session == before.session || !after.session.isEmpty)
        try await stand.remove()
    }

    @Test("Without contact the cache locks after the lease and is destroyed after the next; contact opens it again")
    func lease() async throws {
        let (stand, _, phone) = try await Self.phone()
        let session = try await phone.client.session()
        phone.line.set(down: true)
        await phone.client.disconnect()
        stand.clock.advance(ms: session.readSeconds * 1000 - 1)
        #expect(try await !phone.client.entries("employee").isEmpty)
        stand.clock.advance(ms: 1)
        await #expect(throws: ClientError.self) { try await phone.client.entries("employee") }
        #expect(try await phone.client.holdings().lease == .over)
        phone.line.set(down: false)
        _ = try await phone.client.sync()
        #expect(try await !phone.client.entries("employee").isEmpty)
        phone.line.set(down: true)
        await phone.client.disconnect()
        stand.clock.advance(ms: session.purgeSeconds * 1000)
        await #expect(throws: ClientError.wiped) { try await phone.client.entries("employee") }
        await #expect(throws: ClientError.wiped) { try await phone.client.holdings() }
        #expect(!SecretFile.exists(phone.folder.path + "/key/device.key") && !SecretFile.exists(phone.folder.path + "/cache/cache.sqlite"))
        try await stand.remove()
    }

    @Test("A device wiped from another one destroys what it holds and reports it, signed; a locked one is shut but keeps its outbox")
    func revoked() async throws {
        let (stand, person, lost) = try await Self.phone()
        let kept = try Phone(stand, name: "kept")
        try await kept.signIn(person)
        let id = try await lost.client.session().device
        try await lost.client.file(.appealSubmit(Grievance(.general, subject: "x", description: "x"), id: lost.client.newID(), today: ""))
        _ = try await kept.client.request("device.revoke", ["dev": .string(id), "do": "lock"])
        await #expect(throws: ClientError.self) { try await lost.client.sync() }
        await #expect(throws: ClientError.locked) { try await lost.client.entries("employee") }
        #expect(try await lost.client.outbox().unanswered == 1)
        _ = try await kept.client.request("device.revoke", ["dev": .string(id), "do": "wipe"])
        await #expect(throws: ClientError.self) { try await lost.client.sync() }
        await #expect(throws: ClientError.wiped) { try await lost.client.entries("employee") }
        #expect(!SecretFile.exists(lost.folder.path + "/key/device.key"))
        let devices = try await kept.client.request("device.list")["devices"]?.arrayValue ?? []
        let wiped = devices.first { $0["id"]?.stringValue == id }
        #expect(wiped?["state"]?.stringValue == "wiped" && wiped?["done_ms"]?.intValue != nil)
        try await stand.remove()
    }

    @Test("A file staged offline is uploaded in chunks, goes on where the line broke, and is read back whole")
    func blobs() async throws {
        let (stand, person, phone) = try await Self.phone()
        let bytes = SeededRandom(seed: 5).bytes(3 * 192 * 1024 + 77)
        phone.line.set(down: true)
        await phone.client.disconnect()
        let hash = try await phone.client.stage(bytes, media: "application/pdf", name: "invoice.pdf")
        #expect(hash == BlobHash.of(bytes))
        let date = try #require(LocalDate("2026-11-12"))
        let line = ClaimLine(date: date, type: .transport, amount: Money(fen: 23_550), description: "高铁", receipts: [hash])
        try await phone.client.file(.reimbursementSubmit([line], id: "claim-0001x", remark: nil, today: date))
        phone.line.set(down: false)
        phone.line.cut(.answer, at: phone.line.count(.answer) + 4)
        _ = try await phone.client.sync()
        _ = try await phone.client.sync()
        let items = try await phone.client.outbox().items
        #expect(items.map(\.state) == [.accepted], "\(items.map(\.answer))")
        let other = try Phone(stand, name: "other")
        try await other.signIn(person)
        _ = try await other.client.sync()
        let claim = try #require(try await other.client.entries("reimbursement").first)
        other.line.cut(.answer, at: other.line.count(.answer) + 2)
        let read = try await other.client.download(hash, ref: "reimbursement/\(claim.id)")
        #expect(read == bytes)
        let again = try await other.client.download(hash, ref: nil)
        #expect(again == bytes, "held now: no line needed")
        try await stand.remove()
    }

    @Test("A watching client is told of what another device did, and says so")
    func watching() async throws {
        let (stand, person, phone) = try await Self.phone()
        let other = try Phone(stand, name: "other")
        try await other.signIn(person)
        var isFiled = false
        var ticking: Task<Void, any Error>?
        defer { ticking?.cancel() }
        for await event in phone.client.watch() {
            guard case .synced = event else { continue }
            if !isFiled {
                isFiled = true
                try await other.client.file(
                    .appealSubmit(Grievance(.general, subject: "seen", description: "x"), id: other.client.newID(), today: ""))
                // The subscription is made after this event; give it the turn.
                try await Task.sleep(for: .milliseconds(200))
                _ = try await other.client.sync()
                // Pokes are spread over seconds, and a subscription that came late learns of it when its connection is renewed: time goes on
                // until the client has seen it, however slow the machine is.
                ticking = Task {
                    while !Task.isCancelled {
                        stand.advance(ms: 1_000)
                        try await Task.sleep(for: .milliseconds(20))
                    }
                }
            }
            if try await phone.client.entries("appeal").contains(where: { $0.members["subject"] == "seen" }) { break }
        }
        ticking?.cancel()
        _ = await ticking?.result
        #expect(try await phone.client.entries("appeal").count == 1)
        try await stand.remove()
    }

    @Test("Signing out keeps acts that wait unless told otherwise, then leaves nothing behind")
    func signOut() async throws {
        let (stand, _, phone) = try await Self.phone()
        phone.line.set(down: true)
        await phone.client.disconnect()
        try await phone.client.file(.appealSubmit(Grievance(.general, subject: "x", description: "x"), id: phone.client.newID(), today: ""))
        await #expect(throws: ClientError.notUndoable(1)) { try await phone.client.signOut() }
        try await phone.client.signOut(discarding: true)
        await #expect(throws: ClientError.notSignedIn) { try await phone.client.holdings() }
        #expect(!SecretFile.exists(phone.folder.path + "/cache/cache.sqlite"))
        try await stand.remove()
    }
}

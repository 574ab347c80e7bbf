import Base
import Casework
import Identity
import Records
import Store
import Support
import Tenancy
import Testing
import Wire

/// A phone number as a login: it may be several people's, one person's in two tenants, and somebody else's next year.
@Suite("Signing in with a phone number")
struct SharedPhoneTests {
    static let number = "13800000000"

    /// Somebody with a number, an account and a password, made as officers do: a code, an activation.
    private func join(_ stand: Stand, _ staffNo: String, phone: String?, password: String, in code: String = Stand.tenant) async throws {
        let partition = try await stand.partition(code)
        let id = try await partition.system("test.join") { writer in
            let id = try writer.nextNumber("employee")
            try writer.put(
                Employee(
                    id: String(id), staffNo: staffNo, fullName: staffNo, mobilePhone: phone, employmentStatus: .active, createdAt: writer.now,
                    modifiedAt: writer.now), in: .employee(String(id)), isNew: true)
            try writer.setLookup(.staffNo, staffNo, target: String(id))
            return String(id)
        }
        _ = try await stand.identity.prepare(employee: id, roles: [.employee], password: password, in: partition)
    }

    private func enter(_ stand: Stand, _ login: String, _ password: String, in code: String = Stand.tenant) async throws -> String? {
        let speaker = Speaker(stand)
        try await speaker.hello()
        let params: JSON = ["tenant": .string(code), "login": .string(login), "password": .string(password), "device": ["name": "x"]]
        return try await speaker.call("auth.sign_in", params)["name"]?.stringValue
    }

    @Test("Two people with one number come in with their own passwords; with one password between them only by staff number")
    func shared() async throws {
        let stand = try Stand()
        try await stand.makeTenant()
        try await join(stand, "A1", phone: Self.number, password: "the first password")
        try await join(stand, "A2", phone: Self.number, password: "the second password")
        #expect(try await enter(stand, Self.number, "the first password") == "A1")
        #expect(try await enter(stand, Self.number, "the second password") == "A2")
        await #expect(throws: RPCError(.tokenInvalid)) { _ = try await enter(stand, Self.number, "a third password") }
        try await join(stand, "A3", phone: Self.number, password: "the second password")
        let twice = await #expect(throws: RPCError.self) { _ = try await enter(stand, Self.number, "the second password") }
        #expect(twice?.code == .tokenInvalid && twice?.data?["reason"] == "login.shared")
        stand.advance(ms: 60_000)
        #expect(try await enter(stand, "A2", "the second password") == "A2")
        #expect(try await enter(stand, "A3", "the second password") == "A3")
        try await stand.remove()
    }

    @Test("One person with one number in two tenants comes into the one that is named")
    func tenants() async throws {
        let stand = try Stand()
        try await stand.makeTenant()
        try await stand.makeTenant("other")
        try await join(stand, "A1", phone: Self.number, password: "password here")
        try await join(stand, "Z9", phone: Self.number, password: "password there", in: "other")
        #expect(try await enter(stand, Self.number, "password here") == "A1")
        #expect(try await enter(stand, Self.number, "password there", in: "other") == "Z9")
        await #expect(throws: RPCError(.tokenInvalid)) { _ = try await enter(stand, Self.number, "password there") }
        try await stand.remove()
    }

    @Test("A number that is given up opens nothing; the new one does after the next sign-in by staff number, and a stranger may have the old")
    func changed() async throws {
        let stand = try Stand()
        try await stand.makeTenant()
        try await join(stand, "A1", phone: Self.number, password: "the first password")
        #expect(try await enter(stand, Self.number, "the first password") == "A1")
        try await stand.partition().system("test.change") { writer in
            let id = try writer.find(.staffNo, "A1") ?? ""
            guard var stored = try writer.record(Employee.self, id: id) else { return }
            stored.record.mobilePhone = "13911111111"
            try writer.put(stored.record, in: stored.feed)
        }
        await #expect(throws: RPCError(.tokenInvalid)) { _ = try await enter(stand, Self.number, "the first password") }
        #expect(try await enter(stand, "A1", "the first password") == "A1")
        #expect(try await enter(stand, "13911111111", "the first password") == "A1")
        try await join(stand, "B2", phone: Self.number, password: "a stranger's word")
        #expect(try await enter(stand, Self.number, "a stranger's word") == "B2")
        try await stand.remove()
    }

    @Test("A full disk says so: nobody signs in anew, and who is signed in goes on reading")
    func fullDisk() async throws {
        let faults = FaultPlan()
        let stand = try Stand(.memory, faults: faults)
        try await stand.makeTenant()
        try await join(stand, "A1", phone: nil, password: "the first password")
        let speaker = try await stand.session(try await stand.hire("A2"))
        faults.setDiskFull(true)
        let told = await #expect(throws: RPCError.self) { _ = try await enter(stand, "A1", "the first password") }
        #expect(told?.code == .unavailable && told?.data?["reason"] == "storage_full" && told?.data?["text"]?["en"] != nil)
        #expect(try await speaker.pullAll().rows.isEmpty == false)
        faults.setDiskFull(false)
        stand.advance(ms: 60_000)
        #expect(try await enter(stand, "A1", "the first password") == "A1")
        try await stand.remove()
    }

    @Test("A device that is to wipe is told so before anything is said of the account or of a second factor")
    func wipedFirst() async throws {
        let stand = try Stand()
        try await stand.makeTenant()
        let person = try await stand.hire("A1")
        let device = TestDevice()
        let speaker = try await stand.session(person, device: device)
        let id = speaker.device
        _ = try await speaker.call("device.revoke", ["dev": .string(id), "do": "wipe"])
        try await stand.partition().system("test.lock") { writer in
            guard var stored = try writer.record(Account.self, id: person.account) else { return }
            (stored.record.status, stored.record.totp) = (.locked, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
            try writer.put(stored.record, in: stored.feed)
        }
        let again = Speaker(stand)
        try await again.hello()
        let nonce = try await again.nonce()
        let refusal = try await again.refusal(
            "auth.sign_in",
            [
                "tenant": .string(Stand.tenant), "login": "A1", "password": .string(person.password), "device": ["id": .string(id)],
                "nonce": .string(nonce), "sig": .string(try device.challenge(server: Stand.serverName, tenant: Stand.tenant, device: id, nonce: nonce)),
            ])
        #expect(refusal?.code == .deviceWiped)
        try await stand.remove()
    }
}

import Base
import Casework
import Foundation
@testable import GongdaoClient
import Identity
import Records
import Support
import Testing
import Wire

@Suite("Client and server: a second factor, and what waits for it", .serialized) struct SecondFactorTests {
    private func code(_ offer: SecondFactorOffer, _ stand: Stand) -> String {
        TOTP.code(secret: Base32.decode(offer.secret) ?? [], step: TOTP.step(at: stand.clock.now()))
    }

    private func appeal(_ client: Client) -> Act {
        .appealSubmit(Grievance(.general, subject: "mine", description: "x"), id: client.newID(), today: "2026-11-21")
    }

    @Test("An officer without a factor appeals as anybody; a duty that was filed waits alone, is sent after stepping up, or taken back")
    func waits() async throws {
        let stand = try Stand(.memory)
        try await stand.makeTenant(secondFactor: .staff)
        let hr = try await stand.hire("H1", .hr, name: "韩梅")
        let phone = try Phone(stand)
        let session = try await phone.signIn(hr)
        #expect(session.needsStepUp && session.roles == ["employee"])
        let duty = Act("announcement.withdraw", ["id": "nothing", "reason": "x"])
        await #expect(throws: ClientError.rpc(RPCError(.stepUp))) { try await phone.client.file(duty) }

        let offer = try await phone.client.offerSecondFactor(password: hr.password)
        let now = try await phone.client.confirmSecondFactor(code: code(offer, stand))
        #expect(!now.needsStepUp && now.roles.contains("hr") && now.hasSecondFactor == true)

        // Filed while it was allowed, sent after the twelve hours.
        let first = try await phone.client.file(duty)
        let second = try await phone.client.file(duty)
        let own = try await phone.client.file(appeal(phone.client))
        await phone.client.disconnect()
        stand.advance(ms: 13 * 3_600_000)
        let report = try await phone.client.sync()
        #expect(report.stopped == RPCError(.stepUp) && report.held == [first.local])
        #expect(try await phone.client.outbox().item(own.local)?.state == .accepted)
        try await phone.client.undo(first.local)
        _ = try await phone.client.stepUp(code: code(offer, stand))
        let after = try await phone.client.sync()
        #expect(after.stopped == nil && after.held == [])
        let outbox = try await phone.client.outbox()
        #expect(outbox.item(first.local)?.op == "void" && outbox.item(first.local)?.state == .accepted)
        #expect(outbox.item(second.local)?.isAnswered == true)

        stand.advance(ms: 60_000)
        let gone = try await phone.client.removeSecondFactor(code: code(offer, stand))
        #expect(gone.hasSecondFactor == false)
        try await stand.remove()
    }
}

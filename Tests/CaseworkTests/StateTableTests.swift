import Casework
import Records
import Testing

/// The state machines, written down a second time as pictures: every cell of every table is walked.
@Suite("State machines") struct StateTableTests {
    /// Rows of `state: event=next …`; what is not named must be refused.
    static func walk<S: Word, E: Hashable & CaseIterable & Sendable & RawRepresentable<String>>(
        _ table: StateTable<S, E>, _ picture: String
    ) {
        var expected: [String: [String: String]] = [:]
        for line in picture.split(separator: "\n") {
            let parts = line.split(separator: ":")
            var cells: [String: String] = [:]
            for cell in (parts.count > 1 ? parts[1] : "").split(separator: " ") {
                let pair = cell.split(separator: "=").map(String.init)
                cells[pair[0]] = pair[1]
            }
            expected[parts[0].trimmed] = cells
        }
        #expect(Set(expected.keys) == Set(S.allCases.map(\.rawValue)), "the picture of \(table.name) names every state")
        for state in S.allCases {
            for event in E.allCases {
                let next = expected[state.rawValue]?[event.rawValue]
                #expect(table[state: state, event: event]?.rawValue == next, "\(table.name): \(state) on \(event)")
            }
        }
    }

    @Test("Leave: decided once, withdrawn before, cancelled after; a cancellation that is refused leaves it approved")
    func leave() {
        Self.walk(
            LeaveCase.table,
            """
            open: approve=approved reject=rejected withdraw=withdrawn
            approved: cancel=cancelled ask_cancel=pending_cancellation
            pending_cancellation: allow_cancel=cancelled refuse_cancel=approved
            rejected:
            withdrawn:
            cancelled:
            other:
            """)
    }

    @Test("Notices: the ladder is climbed, never descended; silence is an end that an answer may still follow")
    func notice() {
        Self.walk(
            NoticeCase.table,
            """
            sent: deliver=delivered open=opened read=read acknowledge=acknowledged dispute=disputed lapse=no_response
            delivered: deliver=delivered open=opened read=read acknowledge=acknowledged dispute=disputed lapse=no_response
            opened: deliver=opened open=opened read=read acknowledge=acknowledged dispute=disputed lapse=no_response
            read: deliver=read open=read read=read acknowledge=acknowledged dispute=disputed lapse=no_response
            acknowledged: deliver=acknowledged open=acknowledged read=acknowledged acknowledge=acknowledged dispute=disputed
            disputed: deliver=disputed open=disputed read=disputed acknowledge=disputed dispute=disputed
            no_response: deliver=no_response open=no_response read=no_response acknowledge=acknowledged dispute=disputed
            other:
            """)
    }

    @Test("Claims: decided once, paid after approval")
    func reimbursement() {
        Self.walk(
            ReimbursementCase.table,
            """
            submitted: approve=approved reject=rejected withdraw=withdrawn
            approved: pay=paid
            rejected:
            paid:
            withdrawn:
            other:
            """)
    }

    @Test("Appeals: a decision is made once; what is decided or settled can only be closed")
    func appeal() {
        Self.walk(
            AppealCase.table,
            """
            open: take=under_investigation ask=needs_info decide=decided withdraw=withdrawn settle=settled
            under_investigation: take=under_investigation ask=needs_info decide=decided withdraw=withdrawn settle=settled
            needs_info: reply=under_investigation decide=decided withdraw=withdrawn settle=settled
            decided: close=closed
            settled: close=closed
            withdrawn:
            closed:
            other:
            """)
    }

    @Test("Pay slips: only a draft is published, only a published one corrected")
    func payslip() {
        Self.walk(
            PayslipCase.table,
            """
            draft: publish=published cancel=cancelled withhold=withheld
            withheld: release=draft cancel=cancelled
            published: correct=corrected cancel=cancelled
            corrected:
            cancelled:
            other:
            """)
    }

    @Test("Answers to a pay slip: nothing leads back to silence, and seeing is no agreement")
    func answer() {
        Self.walk(
            PayslipCase.answers,
            """
            none: see=seen agree=agreed dispute=disputed
            seen: see=seen agree=agreed dispute=disputed
            agreed: see=agreed agree=agreed dispute=disputed
            disputed: see=disputed agree=agreed dispute=disputed
            other:
            """)
    }

    @Test("Tasks: taken, passed, given back, ended; a matter that comes back opens them again")
    func task() {
        Self.walk(
            Tasks.table,
            """
            open: claim=claimed pass=claimed complete=done cancel=cancelled
            claimed: claim=claimed pass=claimed release=open complete=done cancel=cancelled
            done: reopen=open
            cancelled: reopen=open
            other:
            """)
    }

    @Test("Delegations: begin, end and are revoked once")
    func delegation() {
        Self.walk(
            DelegationCase.table,
            """
            scheduled: begin=active end=ended revoke=revoked
            active: end=ended revoke=revoked
            ended:
            revoked:
            other:
            """)
    }

    @Test("Corrections of the master record are decided once")
    func profile() {
        Self.walk(
            ProfileCase.table,
            """
            open: approve=approved reject=rejected withdraw=withdrawn
            approved:
            rejected:
            withdrawn:
            other:
            """)
    }

    @Test("Holds are lifted once")
    func hold() {
        Self.walk(
            HoldCase.table,
            """
            active: lift=lifted
            lifted:
            other:
            """)
    }

    @Test("Deletions: a frozen list is confirmed or not; what runs is finished, and never taken back")
    func deletion() {
        Self.walk(
            DeletionCase.table,
            """
            listing: freeze=proposed empty=done withdraw=withdrawn
            proposed: approve=running reject=rejected withdraw=withdrawn
            running: finish=done
            done:
            rejected:
            withdrawn:
            other:
            """)
    }

    @Test("Erasures: decided, confirmed by another, carried out; until then the person may take them back")
    func erasure() {
        Self.walk(
            ErasureCase.table,
            """
            open: propose=proposed reject=rejected withdraw=withdrawn
            proposed: approve=running reject=rejected withdraw=withdrawn
            running: finish=done
            done:
            rejected:
            withdrawn:
            other:
            """)
    }

    @Test("Consents end once")
    func consent() {
        Self.walk(
            ConsentCase.table,
            """
            active: end=ended revoke=revoked
            ended:
            revoked:
            other:
            """)
    }

    @Test("A history keeps its beginning and its newest entries")
    func history() throws {
        let world = World()
        let env = world.environment(.server(.system))
        var entries: [HistoryEntry] = []
        for index in 0..<200 { entries.record(env.entry("e\(index)", LeaveStatus.open)) }
        #expect(entries.count == [HistoryEntry].kept)
        #expect(entries.first?.event == "e0")
        #expect(entries.last?.event == "e199")
    }
}

extension Substring {
    var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}

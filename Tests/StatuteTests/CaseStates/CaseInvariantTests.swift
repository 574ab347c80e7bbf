import Base
import Testing

@testable import Statute

@Suite("What must hold in every injury case")
struct CaseInvariantTests {
    let machine: CaseMachine
    init() throws { machine = CaseMachine(packs: try RulePacks.embedded(), jurisdiction: "330200") }

    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

    private func act(_ event: CaseEvent, _ actor: CaseActor, on day: String, name: String? = nil, document: String? = "d") throws -> CaseAct
    {
        CaseAct(
            event, by: actor, occurredOn: try self.day(day), recordedAt: Timestamp(ms: 0), document: document, channel: "counter",
            name: name)
    }

    @Test("I1: a refused or revoked recognition freezes what had fallen due, not what was paid")
    func frozen() throws {
        var snapshot = CaseSnapshot()
        snapshot.determination = .D6
        snapshot.facts.falseMaterial = true
        snapshot.benefits = ["lump_disability": .B4, "nursing": .B2, "lump_medical": .B5, "funeral": .B1]
        let outcome = try machine.apply(try act(.determinationRevoked, .siDepartment, on: "2026-03-02"), to: snapshot)
        #expect(outcome.frozen == ["lump_disability", "nursing"])
        #expect(outcome.snapshot.benefits == ["lump_disability": .B1, "nursing": .B1, "lump_medical": .B5, "funeral": .B1])
    }

    @Test("I2: a benefit is suspended on the grounds of WII 42 only")
    func suspensionGrounds() throws {
        var snapshot = CaseSnapshot()
        snapshot.benefits["nursing"] = .B2
        #expect(throws: CaseRefusal.self) {
            try machine.apply(try act(.benefitSuspended, .siAgency, on: "2026-03-02", name: "nursing"), to: snapshot)
        }
        snapshot.appraisal = .A11
        let outcome = try machine.apply(try act(.benefitSuspended, .siAgency, on: "2026-03-02", name: "nursing"), to: snapshot)
        #expect(outcome.snapshot.benefits["nursing"] == .B6)
        #expect(throws: CaseRefusal.self) {
            try machine.apply(try act(.benefitSuspended, .employer, on: "2026-03-02", name: "nursing"), to: snapshot)
        }
    }

    @Test("I3: neither a program nor a lapse of time ends a contract")
    func noProgramEndsAContract() {
        for row in CaseTable.all where row.to == .E10 { #expect(row.actors.isDisjoint(with: [.system, .clock])) }
        for row in CaseTable.all where row.to.region == .employment { #expect(!row.actors.contains(.system)) }
    }

    @Test("I4: a conclusion never changes the paid leave; stopping the pay is a person's own confirmed act")
    func conclusionLeavesPay() throws {
        var snapshot = CaseSnapshot()
        (snapshot.appraisal, snapshot.paidLeave, snapshot.facts.grade) = (.A4, .L2, 7)
        let concluded = try machine.apply(try act(.appraisalConcluded, .municipalCommittee, on: "2026-03-02"), to: snapshot).snapshot
        #expect(concluded.appraisal == .A6 && concluded.paidLeave == .L2)
        do {
            _ = try machine.apply(try act(.leaveEndedByGrade, .employer, on: "2026-03-03"), to: concluded)
            Issue.record("pay was stopped without confirmation")
        } catch let refusal as CaseRefusal {
            #expect(refusal == .factMissing(id: "pay_stop_confirmed"))
        }
    }

    @Test("I5: a person's act needs its document and a channel, acts on items a name")
    func complete() throws {
        let snapshot = CaseSnapshot()
        #expect(throws: CaseRefusal.incomplete(member: "document")) {
            try machine.apply(try act(.accidentReported, .employee, on: "2026-03-02", document: nil), to: snapshot)
        }
        #expect(throws: CaseRefusal.incomplete(member: "name")) {
            try machine.apply(try act(.benefitForeseen, .employee, on: "2026-03-02"), to: snapshot)
        }
    }

    @Test("a resignation is no reason to refuse: the contract ends by the employee and benefits stay possible")
    func resignation() throws {
        var snapshot = CaseSnapshot()
        (snapshot.employment, snapshot.determination, snapshot.appraisal) = (.E9, .D6, .A8)
        (snapshot.facts.endedByNamedPerson, snapshot.facts.unionTold) = (true, true)
        snapshot.facts.benefitTriggered = true
        snapshot.facts.endGround = .lcl37
        let ended = try machine.apply(try act(.contractEnded, .employee, on: "2026-03-02"), to: snapshot)
        #expect(ended.snapshot.employment == .E10)
        #expect(ended.due.map(\.due.period) == ["wages_at_end", "file_transfer", "arbitration"])
        let due = try machine.apply(try act(.benefitFellDue, .employee, on: "2026-03-02", name: "lump_medical"), to: ended.snapshot)
        #expect(due.snapshot.benefits["lump_medical"] == .B2)
    }

    @Test("a whole case: accident, filing, recognition, leave, appraisal, return")
    func wholeCase() throws {
        var snapshot = CaseSnapshot()
        snapshot.facts.accidentOn = try day("2025-09-01")
        func go(_ event: CaseEvent, _ actor: CaseActor, _ on: String, _ change: (inout CaseFacts) -> Void = { _ in }) throws -> CaseOutcome
        {
            change(&snapshot.facts)
            let outcome = try machine.apply(try act(event, actor, on: on), to: snapshot)
            snapshot = outcome.snapshot
            return outcome
        }
        let reported = try go(.accidentReported, .employee, "2025-09-01")
        #expect(reported.due.map { $0.answer.last } == [try day("2025-10-09"), try day("2026-09-01")])
        _ = try go(.admitted, .hospital, "2025-09-01")
        _ = try go(.stoppedWork, .employee, "2025-09-01") { $0.leaveCertificate = true }
        _ = try go(.employerFiled, .employer, "2025-10-09")
        #expect(throws: CaseRefusal.factMissing(id: "materials_complete")) { try go(.filingAccepted, .siDepartment, "2025-10-15") }
        _ = try go(.filingAccepted, .siDepartment, "2025-10-15") { $0.materialsComplete = true }
        _ = try go(.recognised, .siDepartment, "2025-12-01")
        _ = try go(.leaveConfirmed, .employer, "2025-12-02") {
            ($0.paidLeaveFrom, $0.paidLeaveTo) = (try? self.day("2025-09-01"), try? self.day("2026-02-28"))
        }
        _ = try go(.stabilised, .hospital, "2026-02-20")
        _ = try go(.appraisalDue, .hospital, "2026-02-20")
        _ = try go(.appraisalFiled, .employee, "2026-02-24")
        _ = try go(.leaveExpired, .clock, "2026-03-01")
        #expect(snapshot.paidLeave == .L5)
        _ = try go(.appraisalBegun, .municipalCommittee, "2026-03-16")
        let concluded = try go(.appraisalConcluded, .municipalCommittee, "2026-04-10") {
            $0.grade = 9
            ($0.employeeReceivedOn, $0.employerReceivedOn) = (try? self.day("2026-04-13"), try? self.day("2026-04-15"))
        }
        #expect(
            concluded.due.filter { $0.due.period == "reappraisal" }.map { $0.answer.last } == [
                try day("2026-04-28"), try day("2026-04-30"),
            ])
        #expect(throws: CaseRefusal.self, "the employer's window still runs") { try go(.windowsLapsed, .clock, "2026-04-30") }
        _ = try go(.windowsLapsed, .clock, "2026-05-06")
        _ = try go(.leaveEndedByGrade, .employer, "2026-05-06") { $0.payStopConfirmed = true }
        #expect(snapshot.appraisal == .A8 && snapshot.paidLeave == .L6 && snapshot.determination == .D6)
    }
}

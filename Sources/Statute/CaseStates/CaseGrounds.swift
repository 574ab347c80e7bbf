import Base

/// The grounds of ending the contract in the phase in which the case stands (law.md 3.2).
extension CaseSnapshot {
    /// The phase of the matrix; nil where there is no injury to protect: nothing was reported, or recognition was refused for good.
    var phase: GroundMatrix.Phase? {
        if [.L1, .L2, .L3, .L4, .L8].contains(paidLeave) { return .paidLeave }
        if determination == .D0 || [.D7, .D8, .D9, .D11].contains(determination) { return nil }
        // A grade counts once it is final; a review leaves the last one standing.
        guard [.A8, .A9].contains(appraisal), let grade = facts.grade else { return .pendingAppraisal }
        return grade == 0 ? .noGrade : grade <= 4 ? .grades1to4 : grade <= 6 ? .grades5to6 : .grades7to10
    }

    /// The verdict on a ground on a day at a place; nil outside every phase.
    func verdict(_ ground: EndGround, on day: LocalDate, _ packs: RulePacks, at jurisdiction: String) -> GroundMatrix.Answer? {
        guard let phase else { return nil }
        return GroundMatrix.verdict(ground, phase, localBar: packs.barsEnding(in: phase, at: jurisdiction, on: day))
    }
}

extension RulePacks {
    /// Does the place bar ending the contract in this phase: in the paid leave, or until the conclusion, which is longer?
    func barsEnding(in phase: GroundMatrix.Phase, at jurisdiction: String, on day: LocalDate) -> Bool {
        func isYes(_ key: String) -> Bool { find(key, at: jurisdiction, on: day).row?.value == .word("yes") }
        return isYes("bar_dissolution_before_conclusion") || phase == .paidLeave && isYes("bar_dissolution_in_paid_leave")
    }

    /// Before the conclusion no national text says whether the contract may be ended: where the place has no rule either, that is open
    /// (law.md 3.2, TR-5).
    func barIsOpen(in phase: GroundMatrix.Phase, at jurisdiction: String, on day: LocalDate) -> Bool {
        guard phase == .paidLeave || phase == .pendingAppraisal, !barsEnding(in: phase, at: jurisdiction, on: day) else { return false }
        if case .unknown = find("bar_dissolution_before_conclusion", at: jurisdiction, on: day) { return true }
        return false
    }
}

extension CaseGuard {
    /// The ground is open in this phase; where it is barred or of very high risk, a second named person has overridden that with reasons.
    static let groundOpen = CaseGuard(
        id: "bars_cleared", zh: "该事由在此阶段禁止或者风险极高，且没有第二人附理由批准。",
        en: "The ground is barred or of very high risk in this phase, and no second person has overridden that with reasons."
    ) { snapshot, deadlines in
        guard let ground = snapshot.facts.endGround else { return .missing("end_ground") }
        guard let day = snapshot.facts.occurredOn else { return .missing("occurred_on") }
        let answer = snapshot.verdict(ground, on: day, deadlines.packs, at: deadlines.jurisdiction)
        if answer.map({ $0.verdict == .open }) ?? true { return .met }
        return snapshot.facts.barsCleared == true ? .met : bar(ground, snapshot.phase, answer)
    }

    /// What stands against the ground, by name, and what alone lets it pass.
    private static func bar(_ ground: EndGround, _ phase: GroundMatrix.Phase?, _ answer: GroundMatrix.Answer?) -> Verdict {
        guard let phase, let answer, let name = WarningText.name(ground.rawValue), let when = WarningText.name(phase.rawValue) else { return .failed }
        let isBarred = answer.verdict == .barred
        let basis = answer.basis
        return .refused(
            zh: "\(name.zh)：\(when.zh)\(isBarred ? "禁止" : "风险极高，须法律审核")（\(basis.joined(separator: "、"))）；"
                + "只有第二人附理由批准（bars_cleared）才能记录。",
            en: "\(name.en): \(isBarred ? "barred" : "very high risk, a lawyer decides") (\(when.en); \(basis.joined(separator: ", "))); "
                + "it passes only where a second named person has overridden that with reasons (bars_cleared).")
    }
}

import Base

/// Which paragraph of WII 39 a death falls under.
enum DeathRule: Sendable {
    /// 39(1), 39(2): funeral, pension and lump sum.
    case all
    /// 39(3): a grade 1-4 employee after the paid leave, whatever he died of: funeral and pension.
    case afterPaidLeave
    /// Whether the paid leave was over is not stated.
    case open
    /// Another cause than the injury.
    case nothing
}

extension Facts {
    /// The paragraph, as far as the facts tell: a death inside the paid leave has to be stated as such where the leave has an end, since a
    /// relapse opens it again (WII 38).
    var deathRule: DeathRule {
        switch deathCause {
        case .paidLeave: return .all
        case .afterPaidLeave: return .afterPaidLeave
        default: break
        }
        guard case .known(1...4)? = currentGrade else { return deathCause == .other ? .nothing : .all }
        switch isLeaveOverAtDeath {
        case true?: return .afterPaidLeave
        case false?: return deathCause == .other ? .nothing : .all
        case nil: return deathCause == .other ? .nothing : .open
        }
    }

    /// Grade 5-10 and dead of the injury after the leave: the regulation says nothing of it.
    var isDeathAfterLeaveOfGrade5to10: Bool {
        guard case .known(5...10)? = currentGrade, diedOn != nil, deathCause != .paidLeave else { return false }
        return isLeaveOverAtDeath == true
    }

    /// The leave ends on its last day, or with the grading (WII 33(2)); nil where neither day is stated.
    private var isLeaveOverAtDeath: Bool? {
        guard let died = diedOn else { return nil }
        if let end = paidLeave?.to ?? extensionConfirmedTo { return end.lastDay < died.day }
        return allowanceConcludedOn.map { $0.lastDay < died.day }
    }
}

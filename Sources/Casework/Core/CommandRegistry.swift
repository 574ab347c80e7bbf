/// Every operation of `sync.push`, by its name on the wire. An operation without roles is the server's own: timers run it.
package enum CommandRegistry {
    package static let all: [AnyCommand] = [
        AnyCommand(AnnouncementPublish.self), AnyCommand(AnnouncementWithdraw.self), AnyCommand(AppealDecide.self),
        AnyCommand(AppealHandle.self), AnyCommand(AppealReply.self), AnyCommand(AppealSubmit.self),
        AnyCommand(AppealWithdraw.self), AnyCommand(EmployeeEnd.self), AnyCommand(EmployeeLeave.self),
        AnyCommand(ProfileCorrect.self), AnyCommand(ProfileDecide.self), AnyCommand(ProfileWithdraw.self),
        AnyCommand(ImportApply.self), AnyCommand(ImportUndo.self),
        AnyCommand(LeaveCancel.self), AnyCommand(LeaveDecide.self), AnyCommand(LeaveRequest.self), AnyCommand(LeaveWithdraw.self),
        AnyCommand(NoticeAcknowledge.self), AnyCommand(NoticeDispute.self), AnyCommand(NoticeDue.self),
        AnyCommand(NoticeEffect.self), AnyCommand(NoticeIssue.self), AnyCommand(NoticeRead.self),
        AnyCommand(PayslipAnswerCommand.self), AnyCommand(PayslipPublish.self), AnyCommand(RoleConfirm.self),
        AnyCommand(RoleSet.self), AnyCommand(VoidCommand.self), AnyCommand(ReimbursementDecide.self),
        AnyCommand(ReimbursementPay.self), AnyCommand(ReimbursementSubmit.self), AnyCommand(ReimbursementWithdraw.self),
        AnyCommand(DelegationBegin.self), AnyCommand(DelegationEnd.self), AnyCommand(DelegationRevoke.self),
        AnyCommand(DelegationSet.self), AnyCommand(TaskAssign.self), AnyCommand(TaskComplete.self), AnyCommand(TaskDue.self),
        AnyCommand(OverrideSet.self), AnyCommand(OverrideEnd.self),
    ].sorted { $0.op < $1.op }

    /// Operations of earlier versions: answered `no 1503`.
    package static let retired: Set<String> = []

    package static subscript(op: String) -> AnyCommand? { byName[op] }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.op, $0) })
}

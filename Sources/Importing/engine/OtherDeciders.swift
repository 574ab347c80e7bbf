import Base
import Casework
import Records

enum ContractDecider {
    static func decide(
        _ draft: ContractDraft, employee: String, left: Bool, _ reader: any RecordReader, _ env: Environment, _ changes: inout Changes
    ) throws -> RowDecision.Outcome {
        let (id, isNew) = try identity(draft, employee, reader, &changes)
        let old = isNew ? nil : try reader.record(Contract.self, id: id)
        let ended = draft.end.map { $0 < env.today } ?? false
        var contract = old?.record ?? Contract(
            id: id, employee: employee, startDate: draft.start, status: .active, source: ImportSource.name, modifiedAt: env.now)
        contract.contractReference = draft.reference ?? contract.contractReference
        contract.contractCompany = draft.company ?? contract.contractCompany
        contract.contractType = draft.type ?? contract.contractType
        contract.contractPeriodType = draft.periodType ?? contract.contractPeriodType
        contract.startDate = draft.start
        contract.endDate = draft.end ?? contract.endDate
        contract.trialEndDate = draft.trialEnd ?? contract.trialEndDate
        contract.firstContractStartDate = draft.firstStart ?? contract.firstContractStartDate
        contract.renewalCount = draft.renewals ?? contract.renewalCount
        contract.wage = draft.wage ?? contract.wage
        contract.currency = draft.currency ?? contract.currency
        contract.wageType = draft.wageType ?? contract.wageType
        contract.noticePeriodDays = draft.noticeDays ?? contract.noticePeriodDays
        // A contract that someone ended here is not revived by a file.
        if contract.status != .terminated { contract.status = left ? .terminated : ended ? .expired : .active }
        guard old?.record != contract else { return .unchanged }
        contract.modifiedAt = env.now
        changes.put(contract, in: old?.feed ?? .employee(employee))
        return old == nil ? .created : .updated
    }
}

extension ContractDecider {
    /// A contract is known by its number and by its first day: a roster names the day, a list of contracts the number as well, and
    /// both mean one contract.
    private static func identity(
        _ draft: ContractDraft, _ employee: String, _ reader: any RecordReader, _ changes: inout Changes
    ) throws -> (id: String, isNew: Bool) {
        let day = "\(employee)|\(draft.start)"
        guard let reference = draft.reference else { return try RowDecider.recordID("contract", day, reader, &changes) }
        let numbered = RowDecider.remote("contract", "\(employee)|\(reference)")
        let dated = RowDecider.remote("contract", day)
        if let id = try reader.find(.remote, numbered) { return (id, false) }
        if let id = try reader.find(.remote, dated), try reader.record(Contract.self, id: id)?.record.contractReference == nil {
            changes.setLookup(.remote, numbered, to: id)
            return (id, false)
        }
        let made = try RowDecider.recordID("contract", "\(employee)|\(reference)", reader, &changes)
        if try reader.find(.remote, dated) == nil { changes.setLookup(.remote, dated, to: made.id) }
        return made
    }
}

/// Pay slips come as drafts; a published one that the file contradicts gets a draft that corrects it. A second payment in a month (a
/// bonus, a back payment) is a slip of its own where the file names its payroll run; without one it is taken for the month's regular
/// slip, and the report says of which slip it takes the place.
struct PayslipDecider {
    let row: Int
    let reader: any RecordReader
    let env: Environment

    func decide(_ draft: PayslipDraft, employee: String) throws -> RowDecision {
        guard let start = LocalDate(draft.period + "-01"), let end = start.adding(months: 1)?.adding(days: -1) else {
            throw RowDecider.refusal(row, FieldError.period.rawValue, draft.period, zh: FieldError.period.hint.zh, en: FieldError.period.hint.en)
        }
        var changes = Changes()
        let name = "payslip|\(ImportSource.name)|\(employee)|\(draft.runKey)"
        let old = try reader.find(.remote, name).flatMap { try reader.record(Payslip.self, id: $0) }
        let isDraft = old.map { $0.record.status == .draft } ?? false
        let id = try isDraft ? old?.record.id ?? "" : String(reader.nextNumber("payslip"))
        var slip = (isDraft ? old?.record : nil) ?? Payslip(
            id: id, employee: employee, payrollRun: draft.payrollRun, period: draft.period, startDate: start, endDate: end, status: .draft,
            version: 1, currency: "CNY",
            grossPay: draft.gross, totalDeduction: draft.deduction, netPay: draft.net, answer: .none, source: ImportSource.name)
        fill(&slip, draft)
        if let old, !isDraft {
            var same = old.record
            fill(&same, draft)
            if try same == old.record && isCostEqual(draft, of: old.record.id) { return RowDecision(.unchanged, changes) }
            slip.amendedFrom = old.record.id
        } else if try isDraft && slip == old?.record && isCostEqual(draft, of: id) {
            return RowDecision(.unchanged, changes)
        }
        changes.put(slip, in: .pay)
        if !isDraft { changes.setLookup(.remote, name, to: id) }
        if !isDraft, old != nil { changes.removeLookup(.remote, name) }
        try putCost(draft, slip, &changes)
        return RowDecision(isDraft ? .updated : .created, changes, note: old.map { replaces($0.record, isDraft: isDraft) })
    }

    private func replaces(_ old: Payslip, isDraft: Bool) -> RowIssue {
        let run = LocalizedText(zh: "如为补发或奖金，请在“工资批次”列写明批次。", en: "For a supplementary payment name its run in the column payroll_run.")
        let what = isDraft
            ? LocalizedText(zh: "替换未发布的工资条\(old.id)。", en: "Takes the place of the draft \(old.id).")
            : LocalizedText(zh: "更正已发布的工资条\(old.id)。", en: "Corrects the published slip \(old.id).")
        return RowIssue(
            row: row, code: isDraft ? "draft_replaced" : "slip_corrected", kind: .note, hint: .init(zh: what.zh + run.zh, en: "\(what.en) \(run.en)"))
    }

    private func fill(_ slip: inout Payslip, _ draft: PayslipDraft) {
        slip.payDate = draft.payDate ?? slip.payDate
        slip.totalWorkingDays = draft.workingDays ?? slip.totalWorkingDays
        slip.paymentDays = draft.paymentDays ?? slip.paymentDays
        slip.grossPay = draft.gross
        slip.totalDeduction = draft.deduction
        slip.netPay = draft.net
        slip.lines = draft.lines
    }

    private func isCostEqual(_ draft: PayslipDraft, of slip: String) throws -> Bool {
        (try reader.record(PayslipCost.self, id: slip)?.record.lines ?? []) == draft.cost
    }

    private func putCost(_ draft: PayslipDraft, _ slip: Payslip, _ changes: inout Changes) throws {
        let old = try reader.record(PayslipCost.self, id: slip.id)?.record
        guard old?.lines ?? [] != draft.cost else { return }
        let cost = PayslipCost(
            id: slip.id, payslip: slip.id, employee: slip.employee, period: slip.period, lines: draft.cost,
            total: draft.cost.reduce(.zero) { $0 + $1.amount }, source: ImportSource.name)
        changes.put(cost, in: .pay)
    }
}

enum OtherDecider {
    static func decide(_ draft: Contribution, employee: String, _ reader: any RecordReader) throws -> RowDecision {
        var changes = Changes()
        let key = "\(employee)|\(draft.contributionMonth)|\(draft.insuranceType.rawValue)"
        let (id, _) = try RowDecider.recordID("contribution", key, reader, &changes)
        let old = try reader.record(Contribution.self, id: id)
        var record = draft
        (record.id, record.employee) = (id, employee)
        if let old = old?.record {
            record.toppedUpOn = old.toppedUpOn
            record.reason = old.reason
            record.ruleVersion = old.ruleVersion
            record.remoteId = old.remoteId
            record.paidOn = draft.paidOn ?? old.paidOn
            record.jurisdiction = draft.jurisdiction ?? old.jurisdiction
        }
        guard old?.record != record else { return RowDecision(.unchanged, changes) }
        changes.put(record, in: old?.feed ?? .employee(employee))
        return RowDecision(old == nil ? .created : .updated, changes)
    }

    /// The file states what was granted and taken before; requests made here since are kept in the ledger.
    static func decide(_ draft: LeaveBalance, employee: String, _ reader: any RecordReader, _ env: Environment) throws -> RowDecision {
        var changes = Changes()
        let key = "\(employee)|\(draft.leaveType.rawValue)|\(draft.fromDate)"
        let (id, _) = try RowDecider.recordID("leave_balance", key, reader, &changes)
        let old = try reader.record(LeaveBalance.self, id: id)
        var record = old?.record ?? draft
        (record.id, record.employee) = (id, employee)
        let imported = record.entries.filter { $0.note == ImportSource.name }
        let wanted = [
            LeaveEntry(date: draft.fromDate, kind: .allocation, amount: draft.entitled, note: ImportSource.name),
            LeaveEntry(date: draft.fromDate, kind: .leave, amount: -draft.used, note: ImportSource.name),
        ].filter { $0.kind == .allocation || $0.amount != 0 }
        let isSame = old != nil && imported == wanted && record.toDate == draft.toDate && record.unit == draft.unit
        if isSame { return RowDecision(.unchanged, changes) }
        let since = record.entries.filter { $0.note != ImportSource.name }
        record.entries = wanted + since
        record.toDate = draft.toDate
        record.unit = draft.unit
        record.entitled = record.entries.filter { $0.kind == .allocation || $0.kind == .carryForward }.reduce(0) { $0 + $1.amount }
        record.balance = record.entries.reduce(0) { $0 + $1.amount }
        record.used = record.entitled - record.balance
        record.modifiedAt = env.now
        changes.put(record, in: old?.feed ?? .employee(employee))
        return RowDecision(old == nil ? .created : .updated, changes)
    }
}

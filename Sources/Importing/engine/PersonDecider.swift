import Base
import Casework
import Records

/// A roster's row: employee, private side, contract, departments.
struct PersonDecider {
    let row: Int
    let reader: any RecordReader
    let env: Environment

    func decide(_ person: PersonDraft, fileHas: (String) -> Bool) throws -> RowDecision {
        var changes = Changes()
        let known = try reader.find(.staffNo, person.staffNo)
        let old = try known.flatMap { try reader.record(Employee.self, id: $0) }
        let id = try known ?? String(reader.nextNumber("employee"))
        try checkIdentity(person, id)

        var employee = old?.record ?? Employee(
            id: id, staffNo: person.staffNo, fullName: person.fullName, employmentStatus: .active, source: ImportSource.name,
            createdAt: env.now, modifiedAt: env.now)
        fill(&employee, person)
        if let department = try department(person.departments, &changes) { employee.department = department }
        var note: RowIssue?
        if let manager = person.reportsTo {
            if let managerID = try reader.find(.staffNo, manager) {
                employee.reportsTo = managerID
            } else if !fileHas(manager) {
                note = RowDecider.refusal(row, "unknown_manager", manager, zh: "找不到上级，已留空。", en: "The manager was not found and is left empty.").issue
                note?.kind = .note
            }
        }
        var outcome = RowDecision.Outcome.unchanged
        if old?.record != employee {
            employee.modifiedAt = env.now
            changes.put(employee, in: old?.feed ?? .employee(id))
            outcome = old == nil ? .created : .updated
        }
        if known == nil { changes.setLookup(.staffNo, person.staffNo, to: id) }
        if try personal(person, id, &changes), outcome == .unchanged { outcome = .updated }
        if let contract = person.contract {
            let part = try ContractDecider.decide(contract, employee: id, left: employee.employmentStatus == .left, reader, env, &changes)
            if part != .unchanged, outcome == .unchanged { outcome = .updated }
        }
        return RowDecision(outcome, changes, note: note)
    }

    /// What the file states is taken over; what it is silent about stays.
    private func fill(_ employee: inout Employee, _ person: PersonDraft) {
        employee.fullName = person.fullName
        employee.gender = person.gender ?? person.personal.paper?.isMale.map { $0 ? .male : .female } ?? employee.gender
        employee.mobilePhone = person.mobilePhone ?? employee.mobilePhone
        employee.workEmail = person.workEmail ?? employee.workEmail
        employee.designation = person.designation ?? employee.designation
        employee.dateOfJoining = person.joined ?? employee.dateOfJoining
        employee.finalConfirmationDate = person.confirmed ?? employee.finalConfirmationDate
        employee.employmentType = person.employmentType ?? employee.employmentType
        employee.relievingDate = person.relieved ?? employee.relievingDate
        employee.leavingReason = person.leavingReason ?? employee.leavingReason
        employee.workLocation = person.workLocation ?? employee.workLocation
        employee.jurisdiction = person.jurisdiction ?? employee.jurisdiction
        employee.attendanceDeviceId = person.attendanceDevice ?? employee.attendanceDeviceId
        if let status = person.status {
            employee.employmentStatus = status
        } else if let relieved = person.relieved, relieved < env.today {
            employee.employmentStatus = .left
        }
    }

    /// Two people with one identity number are a mistake in the file or in the tenant.
    private func checkIdentity(_ person: PersonDraft, _ id: String) throws {
        guard let number = person.personal.paper?.number, let holder = try reader.find(.identityNumber, number), holder != id else { return }
        throw RowDecider.refusal(
            row, "identity_taken", number, zh: "此证件号码属于另一名员工。", en: "Another employee has this identity number.")
    }

    /// Whether anything changed.
    private func personal(_ person: PersonDraft, _ id: String, _ changes: inout Changes) throws -> Bool {
        let draft = person.personal
        guard !draft.isEmpty else { return false }
        let old = try reader.record(EmployeePrivate.self, id: id)
        var record = old?.record ?? EmployeePrivate(id: id, employee: id, source: ImportSource.name, modifiedAt: env.now)
        record.dateOfBirth = draft.birth ?? record.dateOfBirth
        record.identityType = draft.paper?.type ?? record.identityType
        record.identityNumber = draft.paper?.number ?? record.identityNumber
        record.personalEmail = draft.email ?? record.personalEmail
        record.address = draft.address ?? record.address
        record.bankName = draft.bankName ?? record.bankName
        record.bankAccountNumber = draft.bankAccount ?? record.bankAccountNumber
        record.socialInsuranceNumber = draft.socialInsurance ?? record.socialInsuranceNumber
        record.housingFundNumber = draft.housingFund ?? record.housingFundNumber
        record.residenceType = draft.residenceType ?? record.residenceType
        record.emergencyContactName = draft.emergencyName ?? record.emergencyContactName
        record.emergencyContactRelation = draft.emergencyRelation ?? record.emergencyContactRelation
        record.emergencyContactPhone = draft.emergencyPhone ?? record.emergencyContactPhone
        guard old?.record != record else { return false }
        if let before = old?.record.identityNumber, before != record.identityNumber { changes.removeLookup(.identityNumber, before) }
        if let number = record.identityNumber, number != old?.record.identityNumber {
            changes.setLookup(.identityNumber, number, to: id)
        }
        record.modifiedAt = env.now
        changes.put(record, in: old?.feed ?? .employee(id))
        return true
    }

    /// The id of the lowest department, each level made where it is new.
    private func department(_ path: [String], _ changes: inout Changes) throws -> String? {
        var parent: String?
        for depth in path.indices {
            let key = path[...depth].joined(separator: "/")
            let (id, isNew) = try RowDecider.recordID("department", key, reader, &changes)
            if isNew {
                let department = Department(
                    id: id, name: path[depth], parent: parent, status: .active, source: ImportSource.name, remoteId: key)
                changes.put(department, in: .tenant)
            }
            parent = id
        }
        return parent
    }
}

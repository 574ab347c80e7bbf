import Base
import Records

/// Reads rows of rosters.
enum PersonRow {
    /// `staffNo` is given where the profile makes it (repeats), else read.
    static func draft(_ row: RowValues, staffNo given: String?) throws(RowRefusal) -> PersonDraft {
        var person = PersonDraft()
        if let given { person.staffNo = given } else { person.staffNo = try staffNo(row) }
        person.fullName = try name(row, person.staffNo)
        person.gender = try row.word(.gender, Gender.self, Words.gender)
        person.mobilePhone = try row.phone(.mobilePhone)
        person.workEmail = try row.text(.workEmail)
        for field in [Field.department, .subdepartment, .section] {
            if let department = try row.text(field), department != person.departments.last { person.departments.append(department) }
        }
        person.designation = try row.text(.designation)
        person.reportsTo = try manager(row)
        person.joined = try row.date(.dateOfJoining)
        person.confirmed = try row.date(.confirmationDate)
        person.employmentType = try row.text(.employmentType)
        person.relieved = try row.date(.relievingDate)
        person.status = try row.word(.employmentStatus, EmploymentStatus.self, Words.status)
        person.leavingReason = try row.text(.leavingReason)
        person.workLocation = try row.text(.workLocation)
        person.jurisdiction = try row.read(.jurisdiction) { text throws(FieldError) in
            guard text.utf8.count == 6, text.allSatisfy({ $0.isASCII && $0.isNumber }) else { throw .number }
            return text
        }
        person.attendanceDevice = try row.text(.attendanceDevice)
        person.personal = try personal(row)
        person.contract = try ContractRow.ofRoster(row, joined: person.joined)
        if row.profile.required.contains(.dateOfJoining), person.joined == nil { throw row.refusal(.dateOfJoining, nil, .missing) }
        if let joined = person.joined, let relieved = person.relieved, relieved < joined {
            throw row.refusal(.relievingDate, "\(relieved)", .order)
        }
        return person
    }

    static func staffNo(_ row: RowValues) throws(RowRefusal) -> String {
        if let staffNo = try row.staffNo() { return staffNo }
        for fill in row.profile.fills {
            guard case .staffNoFrom(let prefix, let fields) = fill else { continue }
            var parts: [String] = []
            for field in fields {
                guard let text = try row.text(field) else { throw row.refusal(field, nil, .missing) }
                parts.append(text)
            }
            let digits = String(StableHash.of(parts.joined(separator: "|")) & 0xFFFF_FFFF, radix: 16)
            return prefix + String(repeating: "0", count: 8 - digits.count) + digits
        }
        throw row.refusal(.staffNo, nil, .missing)
    }

    private static func name(_ row: RowValues, _ staffNo: String) throws(RowRefusal) -> String {
        if let name = try row.text(.fullName) { return name }
        let (first, middle, last) = (try row.text(.firstName), try row.text(.middleName), try row.text(.lastName))
        if let last {
            // Han names are written without a blank, family name first.
            let isHan = last.unicodeScalars.allSatisfy(\.properties.isIdeographic)
            return isHan ? last + (first ?? "") : [first, middle, last].compactMap { $0 }.joined(separator: " ")
        }
        if let first { return first }
        for fill in row.profile.fills {
            if case .name(let template) = fill { return template.replacing("{staff_no}", with: staffNo) }
        }
        throw row.refusal(.fullName, nil, .missing)
    }

    /// A staff number, or `Name (staff number)`.
    private static func manager(_ row: RowValues) throws(RowRefusal) -> String? {
        guard let text = try row.text(.reportsTo) else { return nil }
        if FieldText.isShortened(text) { throw row.refusal(.reportsTo, text, .shortened) }
        var number = text
        if text.hasSuffix(")"), let open = text.lastIndex(of: "(") {
            number = FieldText.clean(String(text[text.index(after: open)...].dropLast()))
        }
        guard StaffNumber.isValid(number) else { throw row.refusal(.reportsTo, text, .staffNo) }
        return number
    }

    private static func personal(_ row: RowValues) throws(RowRefusal) -> PersonalDraft {
        var personal = PersonalDraft()
        let type = try row.read(.identityType) { text throws(FieldError) in
            let types = [
                "身份证": "resident_id", "居民身份证": "resident_id", "护照": "passport", "resident_id": "resident_id", "passport": "passport",
                "permit": "permit",
            ]
            return types[text.lowercased()] ?? "permit"
        }
        personal.paper = try row.read(.identityNumber) { text throws(FieldError) in try IdentityField.read(text, type: type) }
        personal.birth = try row.date(.dateOfBirth) ?? personal.paper?.birth
        if let birth = personal.birth, let inPaper = personal.paper?.birth, birth != inPaper {
            throw row.refusal(.dateOfBirth, "\(birth)", .identityDate)
        }
        personal.email = try row.text(.personalEmail)
        personal.address = try row.text(.address)
        personal.bankName = try row.text(.bankName)
        personal.bankAccount = try row.digits(.bankAccount)?.replacing(" ", with: "")
        personal.socialInsurance = try row.digits(.socialInsurance)
        personal.housingFund = try row.digits(.housingFund)
        personal.residenceType = try row.text(.residenceType)
        personal.emergencyName = try row.text(.emergencyName)
        personal.emergencyRelation = try row.text(.emergencyRelation)
        personal.emergencyPhone = try row.phone(.emergencyPhone)
        return personal
    }
}

/// A hash that is the same in every run and version: rows and keys are told apart by it.
package enum StableHash {
    package static func of(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ (hash >> 33)
    }
}

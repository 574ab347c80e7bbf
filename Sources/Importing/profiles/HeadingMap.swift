package import Records

/// A file whose heading does not fit the profile.
package struct HeadingError: Error, Sendable, Equatable {
    /// Required fields that no column brings.
    package var missing: [Field]
    /// Fields that two columns claim.
    package var twice: [Field]
    package var headings: [String]

    package var text: LocalizedText {
        var (zh, en): ([String], [String]) = ([], [])
        if !missing.isEmpty {
            let names = missing.map(\.rawValue).joined(separator: ", ")
            zh.append("表头中缺少：\(names)。")
            en.append("The heading lacks: \(names).")
        }
        if !twice.isEmpty {
            let names = twice.map(\.rawValue).joined(separator: ", ")
            zh.append("两列表头都对应：\(names)。")
            en.append("Two columns have the heading of: \(names).")
        }
        return LocalizedText(zh: zh.joined(), en: en.joined(separator: " "))
    }
}

/// Which column of a file is which field, in any order.
package struct HeadingMap: Sendable {
    package let headings: [String]
    package private(set) var columns: [Field: Int] = [:]
    /// Columns of a pay slip that are neither a field nor known: components by their heading.
    package private(set) var components: [(index: Int, component: PayComponent)] = []
    /// Columns that say how much of a component, and at what rate: code → column.
    package private(set) var quantities: [String: Int] = [:]
    package private(set) var rates: [String: Int] = [:]

    package init(_ headings: [String], _ profile: Profile) throws(HeadingError) {
        self.headings = headings.map(FieldText.clean)
        // Where a file has several headings of one field (main and other department), the one named first in the profile counts.
        var known: [String: (field: Field, rank: Int)] = [:]
        for (field, names) in profile.columns {
            for (rank, name) in names.enumerated() { known[Headings.plain(name)] = (field, rank) }
        }
        var ranks: [Field: Int] = [:]
        var twice: [Field] = []
        for (index, heading) in headings.enumerated() {
            if let (field, rank) = known[Headings.plain(heading)] {
                if ranks[field] == rank { twice.append(field) }
                if rank < ranks[field] ?? .max { (ranks[field], columns[field]) = (rank, index) }
            } else if profile.kind == .payslips, let component = PayComponent(heading: heading) {
                components.append((index, component))
            }
        }
        if profile.kind == .payslips { measure() }
        let missing = profile.required.subtracting(columns.keys).sorted { $0.rawValue < $1.rawValue }
        let isNameless = profile.kind == .roster && profile.namesFromFile && columns[.fullName] == nil && columns[.lastName] == nil
        guard missing.isEmpty, twice.isEmpty, !isNameless else {
            throw HeadingError(missing: missing + (isNameless ? [.fullName] : []), twice: twice, headings: headings)
        }
    }

    /// `加班小时`, `加班单价`, `overtime hours`: a component's name with what it is counted in.
    private mutating func measure() {
        for (index, heading) in headings.enumerated() where !columns.values.contains(index) && !components.contains(where: { $0.index == index }) {
            for (_, component) in components {
                if component.isMeasured(by: heading, PayComponent.quantityWords) { quantities[component.code] = quantities[component.code] ?? index }
                if component.isMeasured(by: heading, PayComponent.rateWords) { rates[component.code] = rates[component.code] ?? index }
            }
        }
    }

    /// Headings that nobody reads: a mistyped one would lose its column without a word.
    package var ignored: [String] {
        let read = Set(columns.values).union(components.map(\.index)).union(quantities.values).union(rates.values)
        return headings.indices.filter { !read.contains($0) && !headings[$0].isEmpty }.map { headings[$0] }
    }

    /// The same as notes of the heading's row.
    package var ignoredNotes: [RowIssue] {
        ignored.map { heading in
            let hint = LocalizedText(zh: "此列未识别，没有导入。", en: "This column is not known and was not imported.")
            return RowIssue(row: 1, column: heading, code: "unknown_column", kind: .note, hint: hint)
        }
    }

    package func heading(of field: Field) -> String? { columns[field].map { headings[$0] } }
}

/// A component of pay as a column heading names it.
package struct PayComponent: Sendable, Equatable {
    package enum Side: Sendable, Equatable {
        case earning, deduction, employer, information
    }

    package var side: Side
    package var name: String
    package var code: String

    private static let known: [(code: String, side: Side, names: [String])] = [
        ("basic", .earning, ["基本工资", "basic pay"]), ("post", .earning, ["岗位工资", "post pay"]),
        ("performance", .earning, ["绩效工资", "绩效", "performance pay"]), ("overtime", .earning, ["加班工资", "加班费", "overtime pay"]),
        ("allowance", .earning, ["津贴", "补贴", "allowance"]), ("meal", .earning, ["餐补", "meal allowance"]),
        ("transport", .earning, ["交通补贴", "transport allowance"]), ("bonus", .earning, ["奖金", "bonus"]),
        ("pension_employee", .deduction, ["养老保险个人", "个人养老", "pension employee"]),
        ("medical_employee", .deduction, ["医疗保险个人", "个人医疗", "medical employee"]),
        ("unemployment_employee", .deduction, ["失业保险个人", "个人失业", "unemployment employee"]),
        ("housing_fund_employee", .deduction, ["住房公积金个人", "个人公积金", "housing fund employee"]),
        ("income_tax", .deduction, ["个人所得税", "个税", "income tax"]), ("absence", .deduction, ["缺勤扣款", "事假扣款", "absence"]),
        ("sick_leave", .deduction, ["病假扣款", "sick leave"]), ("other_deduction", .deduction, ["其他扣款", "other deduction"]),
        ("pension_employer", .employer, ["养老保险单位", "单位养老", "pension employer"]),
        ("medical_employer", .employer, ["医疗保险单位", "单位医疗", "medical employer"]),
        ("unemployment_employer", .employer, ["失业保险单位", "单位失业", "unemployment employer"]),
        ("work_injury_employer", .employer, ["工伤保险单位", "单位工伤", "work injury employer"]),
        ("housing_fund_employer", .employer, ["住房公积金单位", "单位公积金", "housing fund employer"]),
    ]

    static let quantityWords = ["数量", "小时", "小时数", "天数", "次数", "件数", "quantity", "hours", "days", "pieces"]
    static let rateWords = ["单价", "标准", "小时工资", "日工资", "rate", "per hour", "per day"]

    /// Whether a heading is one of this component's names, with or without its word for pay, followed by one of the words.
    func isMeasured(by heading: String, _ words: [String]) -> Bool {
        let plain = Headings.plain(heading)
        let names = [name] + (PayComponent.known.first { $0.code == code }?.names ?? [])
        let stems = names.flatMap { name in
            ["工资", "费", " pay"].filter(name.hasSuffix).map { String(name.dropLast($0.count)) }
        }
        return (names + stems).contains { name in
            words.contains { Headings.plain(name + $0) == plain || Headings.plain(name + " " + $0) == plain }
        }
    }

    /// A known component, or any whose heading says its side: `应发:夜班津贴`, `Deduction: canteen`, `Employer: dormitory`.
    package init?(heading: String) {
        let clean = FieldText.clean(heading)
        let plain = Headings.plain(clean)
        if let found = PayComponent.known.first(where: { $0.names.contains { Headings.plain($0) == plain } }) {
            (side, name, code) = (found.side, clean, found.code)
            return
        }
        let prefixes: [(String, Side)] = [
            ("应发", .earning), ("earning", .earning), ("扣款", .deduction), ("deduction", .deduction), ("单位", .employer),
            ("employer", .employer), ("说明", .information), ("information", .information),
        ]
        let parts = clean.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let side = prefixes.first(where: { $0.0 == parts[0].lowercased() })?.1 else { return nil }
        self.side = side
        name = FieldText.clean(String(parts[1]))
        code = Headings.plain(name)
    }
}

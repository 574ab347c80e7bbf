import Evidence
import Records

/// What the pages call things.
enum ExportWords {
    static let scopes: [String: Wording] = [
        "own": Wording("本人档案", "own file"), "case": Wording("一名员工的案卷", "the case of one employee"),
        "range": Wording("存证日志的一段", "a range of the evidence log"),
    ]

    static let ops: [String: Wording] = [
        "import.slice": Wording("导入", "import"), "import.undo": Wording("撤销导入", "import taken back"),
        "import.finish": Wording("导入结束", "import finished"), "get": Wording("查看记录", "record read"),
        "blob.get": Wording("查看附件", "attachment read"), "payslip.drafts": Wording("查看工资条草稿", "drafts of pay slips read"),
        "evidence.receipt": Wording("取得回执", "receipt taken"), "evidence.log": Wording("查看查阅记录", "read log read"),
        "evidence.export": Wording("导出证据包", "evidence exported"), "audit.search": Wording("审计检索", "audit search"),
    ]

    private static let collections: [String: Wording] = [
        "employee": Wording("员工档案", "Employee"), "employee_private": Wording("个人信息", "Personal data"),
        "contract": Wording("劳动合同", "Contract"), "profile_correction": Wording("信息更正", "Correction"),
        "payslip": Wording("工资条", "Pay slip"), "payslip_cost": Wording("用人成本", "Cost of pay"),
        "contribution": Wording("社保缴费", "Contribution"), "leave_balance": Wording("假期额度", "Leave balance"),
        "leave": Wording("请假", "Leave"), "notice": Wording("通知", "Notice"), "notice_receipt": Wording("送达记录", "Service of a notice"),
        "reimbursement": Wording("报销", "Claim"), "reimbursement_check": Wording("报销核对", "Check of a claim"),
        "appeal": Wording("申诉", "Appeal"), "task": Wording("待办", "Task"), "receipt": Wording("回执", "Receipt"),
        "delegation": Wording("委托", "Delegation"), "role_change": Wording("角色变更", "Change of roles"),
    ]

    static func collection(_ name: String) -> Wording { collections[name] ?? Wording(verbatim: name) }

    /// What a record of a collection is good for before a tribunal.
    static let proves: [String: Wording] = [
        "contract": Wording("劳动合同的内容", "the terms of employment"), "payslip": Wording("工资的构成和数额", "what was paid, and for what"),
        "contribution": Wording("社会保险缴纳情况", "contributions to social insurance"),
        "leave": Wording("请假的申请与审批", "that leave was asked for, and what was decided"),
        "notice_receipt": Wording("通知的送达过程", "how far a notice got"), "reimbursement": Wording("费用及审批", "expenses, and what was decided"),
        "appeal": Wording("申诉及处理结果", "the appeal, and its decision"),
    ]

    static func word(_ column: String, _ value: String) -> Wording {
        let word = RowText.word(column, value)
        return Wording(word.zh, word.en)
    }

    static func outcome(_ code: Int64) -> Wording {
        code == 0 ? Wording("已受理", "accepted") : Wording("未受理 \(code)", "not accepted, \(code)")
    }

    static func purpose(_ purpose: String, isChinese: Bool) -> String {
        let words = ["handle": "办理事项", "personnel": "人事管理", "payroll": "薪资报销", "audit": "审计"]
        return isChinese ? words[purpose] ?? purpose : purpose
    }

    static func voucher(_ voucher: String) -> Wording {
        let kind = voucher.prefix { $0 != ":" }
        let words: [Substring: Wording] = [
            "code": Wording("激活码（由单位发放）", "activation code (handed out by the employer)"),
            "password": Wording("密码（激活码设定）", "password (set under an activation code)"),
            "device": Wording("本人另一设备", "another device of the same person"), "oidc": Wording("单点登录", "single sign-on"),
            "phone": Wording("本人手机", "the person's phone"),
        ]
        return words[kind] ?? Wording("无", "none")
    }
}

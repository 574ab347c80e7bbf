package import Base
package import Evidence
package import Foundation

/// An index with invented data, as it would come out of a tenant where an employee disputes a pay slip after an unpaid leave. Nobody
/// in it exists.
package struct SampleIndex {
    package let book: IndexBook
    package let folder: URL
    let random: SeededRandom

    /// A folder of its own below the temporary one; `remove()` takes it away.
    package init(seed: UInt64 = 7) throws {
        random = SeededRandom(seed: seed)
        folder = FileManager.default.temporaryDirectory.appending(path: "gongdao-index-\(Hex.encode(SystemRandom().bytes(8)))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        book = try IndexBook(folder: folder, random: random)
    }

    package func remove() { try? FileManager.default.removeItem(at: folder) }

    package func document(_ language: IndexLanguage = .zh) -> IndexDocument {
        IndexDocument(cover: SampleIndex.cover, book: book, language: language)
    }

    /// 2026-03-02 09:00 in China; everything happens after it.
    package static let start = Timestamp(ms: 1_772_413_200_000)

    package static let cover = IndexCover(
        employer: "临江市云帆精密机械有限公司", logName: "hr.yunfan.example/yunfan", subject: "林晓棠 (工号 YF-00317)",
        scope: Wording("本人档案", "own file"), from: start, to: start.adding(seconds: 120 * 86_400), purpose: "工资争议仲裁（临江市劳动人事争议仲裁委员会）",
        made: start.adding(seconds: 121 * 86_400), madeBy: "林晓棠 lin.xiaotang", roles: ["employee"],
        origin: "hr.yunfan.example/yunfan/e1", size: 48_211, root: "9f2c41d07ab8e35566b0d1c94e7f8a2310cd5be96f4477a1e8d03b52c6f9170e",
        signer: "hr.yunfan.example/yunfan", keyFingerprint: "41d9c0a7be52f3186c7d20e94fb8a15537ce9b60d2f41a83e65c0b97d418f2aa",
        witnesses: ["witness.linjiang-notary.example"])

    /// 64 hexadecimal digits.
    package func digest() -> String { Hex.encode(random.bytes(32)) }
    func time(_ days: Int64, _ seconds: Int64 = 0) -> Timestamp { SampleIndex.start.adding(seconds: days * 86_400 + seconds) }

    /// The whole of it: every kind of item, few of each.
    package func fill() throws {
        try notices()
        try acts()
        let slip = try records()
        let sum = try calculations()
        for day in 0..<4 {
            try book.add(.access(AccessEntry(
                leaf: 41_000 + Int64(day) * 377, time: time(62 + Int64(day), 3_600), actor: day % 2 == 0 ? "周立群 (财务)" : "许敏 (人事)",
                op: "pay.report", title: Wording("工资明细查询", "pay report"), purpose: "核对 2026-04 工资争议", what: "工资条 2026-04，第 1、2 版")))
        }
        let files = try attachments()
        try book.add(.gap(Remark(
            code: "clock.jump", text: Wording("2026-04-11 服务器时钟跳变 38 秒，前后各叶的时间据此理解。",
                "On 2026-04-11 the server's clock jumped by 38 seconds; read the times of the leaves around it accordingly."), count: 12)))
        try book.add(.omission(Remark(
            code: "others", text: Wording("同一导入行为中他人的记录，仅以哈希路径体现。", "Records of others in the same import; only their hashes stand in the paths."),
            count: 416)))
        try proofs(slip: slip, sum: sum, file: files)
    }

    private func proofs(slip: EntryPlace, sum: EntryPlace, file: EntryPlace) throws {
        let rows: [(String, String, String, String, String, String, EntryPlace)] = [
            ("2026-04 工资条第 1 版、第 2 版", "Pay slip 2026-04, versions 1 and 2", "公司工资系统发布，经日志记录", "published by the employer, logged",
                "单位将事假 3 天按 5 天扣款，更正后仍少付 412.35 元", "three days of leave were deducted as five; 412.35 yuan still unpaid after the correction", slip),
            ("请假须知第 2 版及送达回执", "Leave notice, version 2, and its receipt", "公司发布；本人设备签收", "issued by the employer; signed for on the employee's device",
                "扣款规则已于 3 月 9 日送达，按日工资计扣", "the rule on deductions was served on 9 March: by daily wage", EntryPlace(.notice, 1)),
            ("应付工资计算", "Calculation of pay due", "按当时有效规则包计算", "computed by the rules then in force", "应付 7,386.20 元", "7,386.20 yuan are due", sum),
            ("病历及收费票据", "Medical record and bill", "本人上传的原始文件", "original file uploaded by the employee", "4 月 14 日就诊事实", "treatment on 14 April", file),
        ]
        for (day, row) in rows.enumerated() {
            try book.add(.proof(ProofEntry(
                item: Wording(row.0, row.1), source: Wording(row.2, row.3), proves: Wording(row.4, row.5), time: time(40 + Int64(day) * 7),
                copies: day == 0 ? 2 : nil, place: row.6)))
        }
    }

    private func notices() throws {
        let rungs: [(Int64, Wording, String)] = [
            (0, Wording("已发出", "sent"), "叶 20117"), (74, Wording("已送达", "delivered"), "设备 d-7Kq2 拉取，叶 20121"),
            (3_912, Wording("已打开", "opened"), "设备 d-7Kq2 签名，叶 20402"), (4_020, Wording("已阅读", "read"), "设备 d-7Kq2 签名，叶 20403"),
            (4_087, Wording("已确认知悉", "acknowledged"), "设备 d-7Kq2 签名，叶 20404"),
        ]
        for version in 1...2 {
            try book.add(.notice(NoticeEntry(
                id: "n-leave-policy-\(version)", title: "请假须知（第 \(version) 版）", kind: Wording("请假须知", "leave policy"), version: version, digest: digest(),
                text: "一、事假按日扣除工资，日工资为月基本工资除以 21.75。\n二、事假期间单位照常缴纳社会保险，个人部分自当月工资中扣除；当月工资不足的，差额由员工于次月十日前补足，逾期单位将书面催告。\n"
                    + "三、对扣款有异议的，可在工资条发布后三十日内提出申诉，由非经办人员复核。\n四、本须知仅证明知悉，不构成对降低工资标准的同意。",
                to: "林晓棠 (YF-00317)", issuedBy: "许敏", issuedAt: time(Int64(version) * 7),
                steps: rungs.prefix(version == 1 ? 2 : 5).map { .init(time: time(Int64(version) * 7, $0.0), rung: $0.1, channel: "app", proof: $0.2) },
                leaf: 20_110 + Int64(version))))
        }
    }

    private func acts() throws {
        let acts: [(String, String, String, String)] = [
            ("leave.request", "申请请假", "request leave", "受理 accepted"), ("notice.acknowledge", "确认知悉通知", "acknowledge a notice", "受理 accepted"),
            ("payslip.dispute", "对工资条提出异议", "dispute a pay slip", "受理 accepted"), ("appeal.file", "提出申诉", "file an appeal", "受理 accepted"),
            ("leave.withdraw", "撤回请假", "withdraw a leave request", "未受理 2103：已审批"),
        ]
        for (day, act) in acts.enumerated() {
            let days = 12 + Int64(day) * 9
            try book.add(.act(ActEntry(
                leaf: 20_400 + Int64(day) * 1_313, op: act.0, title: Wording(act.1, act.2), actor: "林晓棠",
                device: day == 3 ? nil : "d-7Kq2mPz9", voucher: day == 3 ? nil : Wording("激活码", "activation code"),
                earliest: day == 3 ? nil : time(days, 30), latest: time(days, 5_400), claimed: time(days, 45), outcome: Wording(verbatim: act.3), digest: digest())))
        }
    }

    /// Returns where the corrected pay slip stands.
    private func records() throws -> EntryPlace {
        try addSlip(1, rev: 1_048_577, leave: "5")
        let place = try addSlip(1, rev: 1_048_578, leave: "3")
        try book.add(.record(RecordEntry(
            collection: "leave", title: Wording("请假", "Leave"), id: "L-2026-0413", rev: 1_048_579,
            fields: [
                field("leave_type", "假别", "leave type", "事假 personal"), field("from_date", "开始日期", "from", "2026-04-13"),
                field("to_date", "结束日期", "to", "2026-04-15"), field("status", "状态", "status", "已批准 approved"),
                field("reason", "理由", "reason", "母亲住院手术，需陪护三日；4 月 14 日上午本人亦就诊一次，票据见附件。若需补充材料请联系本人手机，单位电话白天可能无法接听。"),
            ], time: time(42), leaf: 21_713, position: 1, count: 2, digest: digest())))
        try book.add(.record(RecordEntry(
            collection: "appeal", title: Wording("申诉", "Appeal"), id: "A-0091", rev: 1_048_580, fields: [], time: time(90), leaf: 39_020, digest: digest())))
        return place
    }

    func field(_ name: String, _ zh: String, _ en: String, _ value: String) -> EntryField { .init(name: name, label: Wording(zh, en), value: value) }

    /// One version of a pay slip, with the columns such a record has.
    @discardableResult
    package func addSlip(_ number: Int, rev: Int64, leave: String) throws -> EntryPlace {
        let gross = 980_000 + Int64(random.below(90_000))
        let cut = 240_000 + Int64(random.below(9_000))
        func yuan(_ fen: Int64) -> String { Money(fen: fen).yuan(grouped: true) + " 元" }
        return try book.add(.record(RecordEntry(
            collection: "payslip", title: Wording("工资条", "Pay slip"), id: "P-2026-\(number)", rev: rev,
            fields: [
                field("employee", "员工编号", "employee", "e-00317"), field("period", "工资月份", "period", "2026-04"),
                field("start_date", "开始日期", "from", "2026-04-01"), field("end_date", "结束日期", "to", "2026-04-30"),
                field("pay_date", "发薪日", "pay day", "2026-05-10"), field("status", "状态", "status", rev == 1_048_577 ? "已更正 corrected" : "已发布 published"),
                field("total_working_days", "应出勤天数", "working days", "22.00"), field("leave_without_pay", "无薪假天数", "unpaid days", "\(leave).00"),
                field("gross_pay", "应发合计", "gross", yuan(gross)), field("total_deduction", "扣款合计", "deductions", yuan(cut)),
                field("net_pay", "实发工资", "net", yuan(gross - cut)), field("bank_account_masked", "银行账号", "account", "尾号 4417"),
                field("lines", "明细", "lines", "基本工资  收入  8,600.00 元\n绩效奖金  收入  1,450.00 元\n事假扣款 (\(leave) 天)  扣款  \(leave == "5" ? "1,977.01" : "1,186.21") 元\n养老保险个人  扣款  688.00 元"),
                field("answer", "本人答复", "answer", rev == 1_048_577 ? "有异议 disputed" : "未答复 none"),
            ], time: time(68, Int64(number)), leaf: 30_000 + Int64(number), position: 1 + number % 400, count: 417, digest: digest())))
    }

    private func calculations() throws -> EntryPlace {
        try book.add(.calculation(CalculationEntry(
            title: Wording("应付工资", "Pay due"), result: "7,386.20 元 (柒仟叁佰捌拾陆元贰角)",
            formula: "net = gross − leave_days × round(base ÷ 21.75) − own_premiums\n    = 1005000 − 3 × 39540 − 147760 = 738620 (fen)",
            inputs: [
                field("gross", "应发合计", "gross", "10,050.00 元"), field("base", "月基本工资", "monthly base", "8,600.00 元"),
                field("leave_days", "事假天数", "days of leave", "3"), field("own_premiums", "个人社保及公积金", "own premiums", "1,477.60 元"),
            ], pack: "cn-2026.2 (rates sha256 7c41…)", basis: ["劳动合同法 第三十条", "工资支付暂行规定 第十五条", "关于职工全年月平均工作时间和工资折算问题的通知"],
            time: time(70), leaf: 33_815)))
    }

    private func attachments() throws -> EntryPlace {
        let files: [(String, String, Int64, String, Int?)] = [
            ("就诊病历及收费票据 2026-04-14.pdf", "application/pdf", 481_220, "leave/L-2026-0413", 3),
            ("微信聊天记录截图-请假沟通.png", "image/png", 1_204_551, "appeal/A-0091", nil),
        ]
        for file in files {
            let hash = digest()
            try book.add(.attachment(AttachmentEntry(
                path: "attachments/\(hash).bin", name: file.0, sha256: hash, size: file.2, type: file.1, pages: file.4, namedBy: file.3)))
        }
        return EntryPlace(.attachment, 1)
    }
}

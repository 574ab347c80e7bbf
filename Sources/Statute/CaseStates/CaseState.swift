/// The eight regions of an injury case, which run at the same time (law.md §2.1).
package enum CaseRegion: String, Sendable, CaseIterable {
    case determination = "D"
    case medical = "M"
    case paidLeave = "L"
    case appraisal = "A"
    case coverage = "C"
    case employment = "E"
    /// One machine per benefit item.
    case benefit = "B"
    /// One machine per dispute or review.
    case remedy = "R"
}

/// Every state of every region; raw values are those of the law catalogue (`D0` … `R5`).
package enum CaseState: String, Sendable, CaseIterable {
    case D0, D1, D2, D3, D4, D5, D6, D7, D8, D9, D10, D11
    case M0, M1, M2, M3, M4, M5, M6
    case L0, L1, L2, L3, L4, L5, L6, L7, L8, L9
    case A0, A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11
    case C0, C1, C2, C3, C4, C5, C6, C7
    case E1, E2, E3, E4, E5, E6, E7, E8, E9, E10, E11, E12, E13
    case B0, B1, B2, B3, B4, B5, B6, B7, B8
    case R0, R1, R2, R3, R4, R5

    package var region: CaseRegion {
        switch rawValue.first {
        case "D": .determination
        case "M": .medical
        case "L": .paidLeave
        case "A": .appraisal
        case "C": .coverage
        case "E": .employment
        case "B": .benefit
        default: .remedy
        }
    }

    package static func all(_ region: CaseRegion) -> [CaseState] { allCases.filter { $0.region == region } }

    /// The states in which a recognition is refused or lost: what had not been paid becomes a forecast again (I1).
    static let lostRecognition: Set<CaseState> = [.D7, .D8, .D11]

    /// The states of a benefit that a lost recognition freezes: all but the forecast, the paid and the rejected.
    static let frozenByLoss: [CaseState] = [.B2, .B3, .B4, .B6, .B7]

    /// The name of the state in both languages.
    package var name: (zh: String, en: String) { CaseState.names[self] ?? (rawValue, rawValue) }

    private static let names: [CaseState: (zh: String, en: String)] = [
        .D0: ("已记录", "recorded"), .D1: ("单位申请期", "employer's window"), .D2: ("职工申请期", "employee's window"), .D3: ("补正", "correction"),
        .D4: ("已受理", "accepted"), .D5: ("中止", "suspended"), .D6: ("认定工伤", "recognised"), .D7: ("不予认定", "refused"),
        .D8: ("不予受理", "not accepted"), .D9: ("逾期未申请", "window lapsed"), .D10: ("复议或诉讼中", "under reconsideration or suit"),
        .D11: ("撤销或更正", "revoked or corrected"),
        .M0: ("急救", "emergency"), .M1: ("治疗中", "treating"), .M2: ("伤情相对稳定", "stable"), .M3: ("治愈", "healed"),
        .M4: ("停工留薪期满仍需治疗", "still in treatment after the paid leave"), .M5: ("拒绝治疗", "refused treatment"),
        .M6: ("工伤复发", "relapse confirmed"),
        .L0: ("无", "none"), .L1: ("暂按停工留薪", "provisional"), .L2: ("停工留薪期", "running"), .L3: ("申请延长", "extension requested"),
        .L4: ("已延长", "extended"), .L5: ("期满未定级", "expired, ungraded"), .L6: ("定级结束", "ended: graded"),
        .L7: ("治愈或返岗结束", "ended: healed or returned"),
        .L8: ("复发重新起算", "reopened by relapse"), .L9: ("死亡结束", "ended: death"),
        .A0: ("未到鉴定时点", "not due"), .A1: ("应当鉴定", "due"), .A2: ("已申请", "filed"), .A3: ("补正", "correction"), .A4: ("鉴定中", "in progress"),
        .A5: ("延长", "extended"), .A6: ("已出结论，可申请再次鉴定", "concluded, challengeable"), .A7: ("再次鉴定", "re-appraisal"), .A8: ("最终结论", "final"),
        .A9: ("复查鉴定", "review filed"), .A10: ("当次鉴定终止", "attempt terminated"), .A11: ("拒不接受鉴定", "employee refuses"),
        .C0: ("未知", "unknown"), .C1: ("事故时已参保", "insured at the accident"), .C2: ("未参保", "not insured"),
        .C3: ("参保并补缴", "joined and back-paid"),
        .C4: ("少报基数", "under-declared base"), .C5: ("申请先行支付", "advance payment requested"), .C6: ("已先行支付，追偿中", "advance paid, recovery"),
        .C7: ("事后断保", "coverage interrupted later"),
        .E1: ("在岗", "working"), .E2: ("停工留薪", "on paid leave"), .E3: ("空档期", "gap"), .E4: ("已送达返岗通知", "return notice served"),
        .E5: ("未到岗待核实", "absence alleged"), .E6: ("已返岗", "returned"), .E7: ("退出岗位保留关系", "exited post, relation kept"),
        .E8: ("难以安排工作", "no suitable post"), .E9: ("拟解除", "dissolution proposed"), .E10: ("已解除或终止", "dissolved or ended"),
        .E11: ("退休", "retired"),
        .E12: ("死亡", "deceased"), .E13: ("下落不明", "missing"),
        .B0: ("未发生", "not arisen"), .B1: ("附条件（预计）", "contingent"), .B2: ("应付", "due"), .B3: ("已申领", "claimed"), .B4: ("已核定", "approved"),
        .B5: ("已支付", "paid"), .B6: ("停止", "suspended"), .B7: ("争议", "disputed"), .B8: ("驳回", "rejected"),
        .R0: ("救济期内", "window open"), .R1: ("已提起", "filed"), .R2: ("已裁决", "decided"), .R3: ("已上诉", "appealed"), .R4: ("已生效", "final"),
        .R5: ("已逾期", "expired"),
    ]
}

/// Who may act. `clock` is the passing of a date, `system` a program: neither may end a contract (I3).
package enum CaseActor: String, Sendable, CaseIterable {
    case employee, relative, union, employer, witness, hospital, clock, system, tribunal, court
    case siDepartment = "si_department"
    case siAgency = "si_agency"
    case municipalCommittee = "municipal_committee"
    case provincialCommittee = "provincial_committee"

    package var name: (zh: String, en: String) {
        switch self {
        case .employee: ("职工", "employee")
        case .relative: ("近亲属", "close relative")
        case .union: ("工会", "union")
        case .employer: ("用人单位", "employer")
        case .witness: ("知情人", "witness")
        case .hospital: ("医疗机构", "hospital")
        case .clock: ("期限届满", "lapse of time")
        case .system: ("系统", "system")
        case .tribunal: ("仲裁委员会", "arbitration commission")
        case .court: ("人民法院", "court")
        case .siDepartment: ("社会保险行政部门", "social insurance department")
        case .siAgency: ("社会保险经办机构", "social insurance agency")
        case .municipalCommittee: ("设区的市级劳动能力鉴定委员会", "municipal appraisal committee")
        case .provincialCommittee: ("省级劳动能力鉴定委员会", "provincial appraisal committee")
        }
    }
}

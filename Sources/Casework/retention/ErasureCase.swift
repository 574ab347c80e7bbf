package import Base
package import Records

/// What can happen to a request for erasure.
package enum ErasureEvent: String, CaseIterable, Sendable {
    case propose, approve, reject, withdraw, finish
}

package enum ErasureCase {
    /// Days in which a request is to be answered (PIPL 50; law.md PRV-03).
    package static let answerDays = 15
    /// Records of one collection in one person's feed.
    package static let mostRecords = 5_000
    package static let sliceRecords = 100
    package static let sliceLeaves = 256

    package static let table = StateTable<ErasureStatus, ErasureEvent>(
        "erasure",
        [
            .open: [.propose: .proposed, .reject: .rejected, .withdraw: .withdrawn],
            .proposed: [.approve: .running, .reject: .rejected, .withdraw: .withdrawn],
            .running: [.finish: .done],
        ],
        labels: { status in
            switch status {
            case .open: LocalizedText(zh: "待处理", en: "open")
            case .proposed: LocalizedText(zh: "待复核", en: "waiting for the second person")
            case .running: LocalizedText(zh: "正在删除", en: "being carried out")
            case .done: LocalizedText(zh: "已完成", en: "done")
            case .rejected: LocalizedText(zh: "已拒绝", en: "rejected")
            case .withdrawn: LocalizedText(zh: "已撤回", en: "withdrawn")
            case .other: LocalizedText(zh: "未知", en: "unknown")
            }
        })

    static func basis(_ ground: String, _ rule: RetentionRule) -> LocalizedText {
        switch ground {
        case "hold": LocalizedText(zh: "依法保全期间不删除（《个人信息保护法》第47条第2款）", en: "preserved under a legal hold (PIPL art. 47(2))")
        case "open": LocalizedText(zh: "争议尚未了结，保留至终结", en: "a dispute is not over; kept until it is")
        default:
            LocalizedText(
                zh: "保存期限未届满：" + rule.basis.zh + "（《个人信息保护法》第47条第2款：仅存储并采取安全保护措施）",
                en: "within its retention period: " + rule.basis.en + " (PIPL art. 47(2): stored and protected only)")
        }
    }
}

/// All of a person's records that a request is about. The request itself is none: it is the record of what was done.
package struct ErasureFound: Sendable {
    package var hold: LegalHold?
    package var records: [RetentionCandidate] = []

    package init(hold: LegalHold? = nil) { self.hold = hold }

    package static func load(_ request: Erasure, _ reader: any RecordReader) throws -> ErasureFound {
        let context = RetentionContext(reader)
        var found = ErasureFound(hold: try context.hold(on: request.employee))
        for kind in RetentionKind.kinds where kind.schema.code != Erasure.schema.code {
            guard request.collections.isEmpty || request.collections.contains(kind.rule.collection) else { continue }
            found.records += try kind.all(context, .employee(request.employee), ErasureCase.mostRecords)
        }
        return found
    }

    /// What may go on a day, and what may not with its ground.
    package func plan(on today: LocalDate) -> ErasurePlan {
        var plan = ErasurePlan(hold: hold, due: records.filter { $0.isDue(before: today) })
        var kept: [String: (count: Int, until: LocalDate?)] = [:]
        for found in records where !found.isDue(before: today) {
            let ground =
                switch found.bar {
                case .hold?: "hold"
                case .open?: "open"
                case nil: "retention"
                }
            let key = found.schema.name + " " + ground
            let before = kept[key] ?? (0, found.end)
            // The last of them decides; one whose period has not begun has no day.
            kept[key] = (before.count + 1, before.until.flatMap { before in found.end.map { max(before, $0) } })
        }
        for (key, found) in kept.sorted(by: { $0.key < $1.key }) {
            let parts = key.split(separator: " ").map(String.init)
            guard parts.count == 2, let rule = RetentionTable[parts[0]] else { continue }
            plan.kept.append(
                ErasureExemption(
                    collection: parts[0], count: found.count, ground: parts[1], until: parts[1] == "retention" ? found.until : nil,
                    basis: ErasureCase.basis(parts[1], rule)))
        }
        return plan
    }
}

/// What an erasure would do on a day.
package struct ErasurePlan: Sendable {
    package var hold: LegalHold?
    package var due: [RetentionCandidate]
    package var kept: [ErasureExemption] = []
}

/// What a step of a request for erasure rests on.
package struct ErasureFacts: Sendable {
    package var request: Stored<Erasure>
    package var decideTask: Stored<CaseTask>?
    package var confirmTask: Stored<CaseTask>?

    package static func load(_ request: Stored<Erasure>, _ reader: any RecordReader) throws -> ErasureFacts {
        ErasureFacts(
            request: request, decideTask: try reader.record(CaseTask.self, id: Tasks.id(.erasureDecide, request.record.id)),
            confirmTask: try reader.record(CaseTask.self, id: Tasks.id(.erasureConfirm, request.record.id)))
    }

    package static func load(_ id: String, _ reader: any RecordReader) throws -> ErasureFacts {
        guard let request = try reader.record(Erasure.self, id: id) else { throw Refusal.notFound }
        return try load(request, reader)
    }
}

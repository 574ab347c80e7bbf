package import Records

/// What can happen to a deletion.
package enum DeletionEvent: String, CaseIterable, Sendable {
    /// The search found something, or nothing.
    case freeze, empty
    case approve, reject, withdraw
    case finish
}

package enum DeletionCase {
    /// Records looked at in one slice of the search: a page of the frozen list.
    package static let pageRecords = 400
    /// Records deleted by one slice: each may have a dozen leaves.
    package static let sliceRecords = 100
    /// Days in which the second person should answer.
    package static let confirmDays = 15

    package static let table = StateTable<DeletionStatus, DeletionEvent>(
        "deletion",
        [
            .listing: [.freeze: .proposed, .empty: .done, .withdraw: .withdrawn],
            .proposed: [.approve: .running, .reject: .rejected, .withdraw: .withdrawn],
            .running: [.finish: .done],
        ],
        labels: { status in
            switch status {
            case .listing: LocalizedText(zh: "正在列清单", en: "being listed")
            case .proposed: LocalizedText(zh: "待复核", en: "waiting for the second person")
            case .running: LocalizedText(zh: "正在删除", en: "being carried out")
            case .done: LocalizedText(zh: "已完成", en: "done")
            case .rejected: LocalizedText(zh: "已否决", en: "rejected")
            case .withdrawn: LocalizedText(zh: "已撤回", en: "withdrawn")
            case .other: LocalizedText(zh: "未知", en: "unknown")
            }
        })
}

/// What a person's step of a deletion rests on.
package struct DeletionFacts: Sendable {
    package var deletion: Stored<Deletion>
    package var task: Stored<CaseTask>?

    package static func load(_ id: String, _ reader: any RecordReader) throws -> DeletionFacts {
        guard let deletion = try reader.record(Deletion.self, id: id) else { throw Refusal.notFound }
        return DeletionFacts(deletion: deletion, task: try reader.record(CaseTask.self, id: Tasks.id(.deletionConfirm, id)))
    }
}

package import Base
package import Records
import Wire

/// Notices that commands serve on one person as part of what they do: a decision, a correction.
package enum PersonalNotice {
    package static func send<R: Record>(
        kind: NoticeKind, _ texts: [NoticeText], requires: NoticeRequires, to employee: String, about _: R.Type, _ id: String,
        due: LocalDate?, _ env: Environment, _ changes: inout Changes
    ) throws(Refusal) {
        guard let digest = try? NoticeDigest.of(kind: kind, version: 1, texts: texts, policy: nil) else {
            throw .invalid("texts", "notice.texts", zh: "通知内容无法计算摘要。", en: "No digest can be made of these texts.")
        }
        let notice = env.newID()
        var record = Notice(
            id: notice, kind: kind, series: notice, version: 1, status: .inForce, texts: texts, digest: digest, requires: requires,
            dueDate: due, effectiveFrom: env.today, employee: employee, aboutCollection: R.schema.name, aboutId: id,
            issuedBy: env.actor.name, issuedAt: env.now)
        record.history.record(env.entry(NoticeIssue.op, record.status))
        changes.create(record, in: .employee(employee))
        NoticeIssue.serve(record, to: employee, env, &changes)
    }
}

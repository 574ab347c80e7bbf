internal import Base
internal import Records
internal import Tenancy
internal import Wire

/// What the methods of an export answer.
enum ExportAnswer {
    static func of(_ job: ExportJob, _ c: Context) -> Answer {
        var members: JSONObject = [
            "id": .string(job.key), "status": .string(job.status.rawValue), "scope": job.scope, "asked_ms": .int(job.askedAt.ms),
        ]
        if job.status == .running, let now = c.services.exports.progress(tenant: c.binding?.principal.tenant ?? "", account: job.id) {
            members["done"] = .int(now.done)
            members["of"] = .int(now.of)
        }
        if let finished = job.finishedAt { members["finished_ms"] = .int(finished.ms) }
        if job.status == .done, let hash = job.hash, let size = job.size, let finished = job.finishedAt {
            members["hash"] = .string(hash)
            members["size"] = .int(size)
            members["until_ms"] = .int(finished.ms + Limits.blobOrphanMs)
        }
        if let error = job.error { members["error"] = .int(Int64(error)) }
        return Answer(bytes: JSON.object(members).bytes)
    }
}

extension EvidenceShape {
    static let export = Shape.object([
        Field("id", .id, "as asked for"), Field("status", .word(["running", "done", "failed", "cancelled"]), "where it stands"),
        Field("scope", .any, "as asked for"), Field("asked_ms", .count, "when"),
        .optional("done", .count, "items done, while it runs"), .optional("of", .count, "of so many; 0 while it is being planned"),
        .optional("finished_ms", .count, "when it ended"), .optional("hash", .id, "of the file, for `blob.get` without `ref`"),
        .optional("size", .count, "its bytes"), .optional("until_ms", .count, "fetch it before"),
        .optional("error", .count, "the code for which it failed; 1406: ask for less"),
    ])
}

import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

/// Ends without another word: what there was to say is said.
enum ArgumentExit {
    static let refused = ExitCode(ExitStatus.refused.rawValue)
    static let conflict = ExitCode(ExitStatus.conflict.rawValue)
}

extension OutboxItem {
    /// Words of the outcome.
    var explanation: String {
        if let text = Show.explanation(answer) { return text }
        if let reason = answer?["reason"]?.stringValue { return reason }
        return (code ?? held).flatMap { ErrorCode(rawValue: $0) }.map { say("error.\($0.symbol)", "0") } ?? ""
    }

    /// For programs.
    var json: JSONObject {
        var out: JSONObject = [
            "local": .int(local), "queue": .int(Int64(queue)), "n": .int(n), "op": .string(voided ?? op), "state": .string(stateWord),
            "filed_at": .string(Timestamp(ms: filedMs).rfc3339()), "arguments": arguments, "confirmed": .bool(contained),
        ]
        if let answer { out["answer"] = answer }
        if let held { out["held"] = .int(Int64(held)) }
        if let code { out["code"] = .int(Int64(code)) }
        if let answeredMs { out["answered_at"] = .string(Timestamp(ms: answeredMs).rfc3339()) }
        if let signature { out["sig"] = .string(signature) }
        return out
    }

    var stateWord: String { voided != nil ? "undone" : state.rawValue }

    /// The record the act is about, as far as its arguments tell.
    var target: String { arguments["id"]?.stringValue ?? arguments["ids"]?[0]?.stringValue ?? "" }
}

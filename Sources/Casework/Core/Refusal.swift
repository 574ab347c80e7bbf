package import Records
package import Wire

/// Why a mutation has no effect. `reason` is a stable id, `<area>.<word>`; the text is for people.
package enum Refusal: Error, Sendable, Equatable {
    /// Consumed: the same bytes will never succeed.
    case no(ErrorCode, reason: String, text: LocalizedText, data: JSON? = nil)
    /// Consumed: the record has moved on. `now` holds what is, as `{"leave/L9k…":5}`.
    case conflict(ErrorCode, reason: String, now: JSON, say: LocalizedText)
    /// Not consumed: the queue stops here until it can be tried again.
    case wait(ErrorCode)

    package var code: ErrorCode {
        switch self {
        case .no(let code, _, _, _), .conflict(let code, _, _, _), .wait(let code): code
        }
    }

    package var reason: String? {
        switch self {
        case .no(_, let reason, _, _), .conflict(_, let reason, _, _): reason
        case .wait: nil
        }
    }

    /// What travels as the outcome's data: `{reason, text, …data}`, or `{now, say, reason}`.
    package func body() -> JSON {
        func texts(_ text: LocalizedText) -> JSON { ["zh": .string(text.zh), "en": .string(text.en)] }
        switch self {
        case .no(_, let reason, let text, let data):
            var members: [(String, JSON)] = [("reason", .string(reason)), ("text", texts(text))]
            if case .object(let more)? = data { members += more.map { ($0.0, $0.1) } }
            return .object(JSONObject(members))
        case .conflict(_, let reason, let now, let say):
            return ["reason": .string(reason), "now": now, "say": texts(say)]
        case .wait:
            return .object(JSONObject())
        }
    }
}

/// The refusals that every area uses.
extension Refusal {
    /// 1405: a field is wrong; `nearest` is a value that would do.
    package static func invalid(_ field: String, _ reason: String, zh: String, en: String, nearest: JSON? = nil) -> Refusal {
        var data: [(String, JSON)] = [("field", .string(field))]
        if let nearest { data.append(("nearest", nearest)) }
        return .no(.invalid, reason: reason, text: LocalizedText(zh: zh, en: en), data: .object(JSONObject(data)))
    }

    /// 1407: a rule forbids it.
    package static func rule(_ reason: String, zh: String, en: String, field: String? = nil, nearest: JSON? = nil) -> Refusal {
        var data: [(String, JSON)] = []
        if let field { data.append(("field", .string(field))) }
        if let nearest { data.append(("nearest", nearest)) }
        return .no(
            .ruleRefused, reason: reason, text: LocalizedText(zh: zh, en: en),
            data: data.isEmpty ? nil : .object(JSONObject(data)))
    }

    /// 1402: not in the caller's audience, whether or not it exists.
    package static let notFound = Refusal.no(
        .notFound, reason: "record.not_found", text: LocalizedText(zh: "没有这条记录，或您无权查看。", en: "There is no such record for you."))

    /// 1401: the operation is not the caller's.
    package static func forbidden(_ reason: String, zh: String, en: String) -> Refusal {
        .no(.forbidden, reason: reason, text: LocalizedText(zh: zh, en: en))
    }

    /// 1404: the record stands elsewhere than the caller thought.
    package static func moved<R: Record>(_ stored: Stored<R>, _ reason: String, zh: String, en: String) -> Refusal {
        .conflict(
            .conflict, reason: reason, now: .object(JSONObject([(R.schema.name + "/" + stored.record.id, .int(stored.rev))])),
            say: LocalizedText(zh: zh, en: en))
    }

    /// 1405: a new record's id is in use, or was; said whether the caller could see it or not (why.md S29).
    package static let idTaken = Refusal.invalid(
        "id", "record.id_taken", zh: "这个编号已被使用，请用新的编号。", en: "This id is in use or was used before; make a new one.")
}

public import Base
public import Wire

extension Act {
    /// `override.set` with the members of the operation besides `id`.
    public static func overrideSet(id: String, _ members: JSONObject) -> Act { Act("override.set", withID(id, members)) }

    /// `override.end`: after the day, or, without one, for no day at all.
    public static func overrideEnd(_ id: String, until: LocalDate? = nil, reason: String) -> Act {
        var members: JSONObject = ["id": .string(id), "reason": .string(reason)]
        if let until { members["until_date"] = .string(until.description) }
        return Act("override.end", members)
    }
}

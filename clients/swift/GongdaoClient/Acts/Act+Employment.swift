internal import Wire

extension Act {
    /// `profile.correct`: asks for one field of the own master record to be put right.
    public static func profileCorrect(id: String, field: String, value: String, reason: String?, attachments: [String]) -> Act {
        var members: JSONObject = ["id": .string(id), "field": .string(field), "value": .string(value)]
        if let reason { members["reason"] = .string(reason) }
        if !attachments.isEmpty { members["attachments"] = .array(attachments.map(JSON.string)) }
        let shown: JSONObject = [
            "id": .string(id), "field": .string(field), "new_value": .string(value), "status": "open",
        ]
        return Act("profile.correct", members, effects: [OverlayEffect(.put, "profile_correction", id, shown)], blobs: attachments)
    }

    /// `profile.decide`; a refusal needs its code and reason.
    public static func profileDecide(_ id: String, approve: Bool, reasonCode: String?, reason: String?) -> Act {
        var members: JSONObject = ["id": .string(id), "decision": .string(approve ? "approve" : "reject")]
        if let reasonCode { members["reason_code"] = .string(reasonCode) }
        if let reason { members["reason"] = .string(reason) }
        return Act("profile.decide", members)
    }

    /// `delegation.set`: somebody stands in from one day to another, both included.
    public static func delegationSet(id: String, delegate: String, from: String, until: String, reason: String?) -> Act {
        var members: JSONObject = [
            "id": .string(id), "delegate": .string(delegate), "from": .string(from), "until": .string(until),
        ]
        if let reason { members["reason"] = .string(reason) }
        return Act("delegation.set", members)
    }

    /// `role.set`: all roles a person is to have; giving a staff role waits for a second admin where there is one.
    public static func roleSet(id: String, employee: String, roles: [String], reason: String) -> Act {
        Act(
            "role.set",
            ["id": .string(id), "employee": .string(employee), "roles": .array(roles.map(JSON.string)), "reason": .string(reason)])
    }

    /// `witness.set`: somebody who signs the log's checkpoints; without a key its signatures are taken no more.
    public static func witnessSet(id: String, name: String, key: String?) -> Act {
        var members: JSONObject = ["id": .string(id), "name": .string(name)]
        if let key { members["key"] = .string(key) }
        return Act("witness.set", members)
    }

    /// `role.confirm`: the second admin's word.
    public static func roleConfirm(_ id: String, approve: Bool, reason: String? = nil) -> Act {
        var members: JSONObject = ["id": .string(id), "decision": .string(approve ? "approve" : "reject")]
        if let reason { members["reason"] = .string(reason) }
        return Act("role.confirm", members)
    }
}

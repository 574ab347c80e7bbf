internal import Wire

/// Holds, deletions, erasures and consents.
extension Act {
    private static func members(_ list: [(String, JSON?)]) -> JSONObject { JSONObject(list.compactMap { name, value in value.map { (name, $0) } }) }

    /// `hold.set`: of a person or of one record.
    public static func holdSet(
        id: String, employee: String?, record: String?, reference: String, reason: String, untoldBasis: String?
    ) -> Act {
        Act(
            "hold.set",
            members([
                ("id", .string(id)), ("employee", employee.map(JSON.string)), ("record", record.map(JSON.string)),
                ("reference", .string(reference)), ("reason", .string(reason)), ("untold_basis", untoldBasis.map(JSON.string)),
            ]))
    }

    public static func holdLift(_ id: String, reason: String) -> Act { Act("hold.lift", ["id": .string(id), "reason": .string(reason)]) }

    /// `deletion.propose`; `before` is `YYYY-MM-DD`, nil for today.
    public static func deletionPropose(id: String, collection: String, before: String?, reason: String) -> Act {
        Act(
            "deletion.propose",
            members([
                ("id", .string(id)), ("collection", .string(collection)), ("before", before.map(JSON.string)), ("reason", .string(reason)),
            ]))
    }

    /// `deletion.confirm`: the second person's word over the digest of the frozen list.
    public static func deletionConfirm(_ id: String, digest: String, approve: Bool, reason: String?) -> Act {
        Act(
            "deletion.confirm",
            members([
                ("id", .string(id)), ("digest", .string(digest)), ("decision", .string(approve ? "approve" : "reject")),
                ("reason", reason.map(JSON.string)),
            ]))
    }

    public static func deletionWithdraw(_ id: String) -> Act { Act("deletion.withdraw", ["id": .string(id)]) }

    /// `erasure.request`: no collections: everything.
    public static func erasureRequest(id: String, collections: [String], reason: String?) -> Act {
        Act(
            "erasure.request",
            members([
                ("id", .string(id)), ("collections", collections.isEmpty ? nil : .array(collections.map(JSON.string))),
                ("reason", reason.map(JSON.string)),
            ]))
    }

    public static func erasureWithdraw(_ id: String) -> Act { Act("erasure.withdraw", ["id": .string(id)]) }

    /// `erasure.decide`; a refusal needs its code and reason.
    public static func erasureDecide(_ id: String, approve: Bool, reasonCode: String?, reason: String?) -> Act {
        verdict("erasure.decide", id, approve, reasonCode, reason)
    }

    public static func erasureConfirm(_ id: String, approve: Bool, reasonCode: String?, reason: String?) -> Act {
        verdict("erasure.confirm", id, approve, reasonCode, reason)
    }

    private static func verdict(_ op: String, _ id: String, _ approve: Bool, _ code: String?, _ reason: String?) -> Act {
        Act(
            op,
            members([
                ("id", .string(id)), ("decision", .string(approve ? "approve" : "reject")), ("reason_code", code.map(JSON.string)),
                ("reason", reason.map(JSON.string)),
            ]))
    }

    /// `consent.grant`; `until` is RFC 3339, at most 72 hours ahead.
    public static func consentGrant(
        id: String, operator name: String, purpose: String, reference: String?, collections: [String], employee: String?, until: String
    ) -> Act {
        Act(
            "consent.grant",
            members([
                ("id", .string(id)), ("operator", .string(name)), ("purpose", .string(purpose)), ("reference", reference.map(JSON.string)),
                ("collections", .array(collections.map(JSON.string))), ("employee", employee.map(JSON.string)), ("until", .string(until)),
            ]))
    }

    public static func consentRevoke(_ id: String, reason: String?) -> Act {
        Act("consent.revoke", members([("id", .string(id)), ("reason", reason.map(JSON.string))]))
    }
}

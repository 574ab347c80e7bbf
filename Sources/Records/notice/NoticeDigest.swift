import Wire

/// What an acknowledgement of a notice is bound to.
public enum NoticeDigest {
    /// SHA-256 over the canonical form (protocol §7) of `{kind, version, texts, policy}`, base64url. A client computes it again from
    /// what it shows; a difference means that the text on the screen is not the text that was issued.
    public static func of(kind: NoticeKind, version: Int, texts: [NoticeText], policy: LeavePolicy?) throws -> String {
        var members: [(String, JSON)] = [
            ("kind", .string(kind.rawValue)), ("version", .int(Int64(version))), ("texts", try WireEncoder.json(texts)),
        ]
        if let policy { members.append(("policy", try WireEncoder.json(policy))) }
        let bytes = try JSON.object(JSONObject(members)).canonical()
        return ContentHash.text(bytes)
    }

    /// Whether the notice says what its digest covers.
    public static func holds(for notice: Notice) -> Bool {
        (try? of(kind: notice.kind, version: notice.version, texts: notice.texts, policy: notice.policy)) == notice.digest
    }
}

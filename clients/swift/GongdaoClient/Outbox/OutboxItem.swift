public import Wire

/// One act in the outbox. Its bytes (op, a, if, when, n, queue, signature) never change once its first send has begun.
public struct OutboxItem: Codable, Sendable, Equatable {
    public enum State: String, Codable, Sendable, CaseIterable {
        /// Filed, not sent; may be taken back.
        case queued
        /// Frozen: the first send has begun, no answer yet. It may have happened.
        case sending
        case accepted
        /// `no`: refused for good, with a reason.
        case refused
        /// `cf`: what it relied on has changed; the person decides anew.
        case conflict
    }

    /// Number on this device, for people and for the cache; never reused.
    public var local: Int64
    /// 0-15, the part of the queue's id behind the dot.
    public var queue: Int
    /// Place in the queue.
    public var n: Int64
    public var op: String
    public var arguments: JSON
    public var conditions: JSON?
    public var when: JSON?
    /// Base64url of r‖s; nil until the driver has signed, and for ever on a device without a key.
    public var signature: String?
    public var effects: [OverlayEffect]
    public var blobs: [String]
    public var filedMs: Int64
    public var state: State
    /// The op that a `void` stands in for: the person took it back.
    public var voided: String?
    /// A page has contained it: its overlay is over.
    public var contained = false
    /// What came with the outcome: the result, or reason and texts.
    public var answer: JSON?
    public var code: Int?
    public var answeredMs: Int64?
    public var firstSentMs: Int64?
    public var sends = 0
    /// The error for which the server would not take it (class 12 and 14 of a whole push, or `wait`): it stays here and holds its queue.
    public var held: Int?

    public var isAnswered: Bool { state == .accepted || state == .refused || state == .conflict }

    /// Whether it belongs to a duty over other people's records; a `void` keeps the place of what it stands in for.
    var isDuty: Bool { Act.duties[voided ?? op] != nil }
    /// The server said 1203 to it.
    var isHeldForFactor: Bool { state == .sending && held == ErrorCode.stepUp.rawValue }

    /// Whether its effect is laid over what the server sent.
    public var isOverlaid: Bool { voided == nil && !contained && (state == .queued || state == .sending || state == .accepted) }

    /// The mutation as it travels.
    var wire: JSON {
        var members: [(String, JSON)] = [("n", .int(n)), ("op", .string(op)), ("a", arguments)]
        if let conditions { members.append(("if", conditions)) }
        if let when { members.append(("when", when)) }
        if let signature { members.append(("sig", .string(signature))) }
        return .object(JSONObject(members))
    }
}

package import Records
package import Wire

/// One operation of `sync.push`, named as on the wire. `load` reads, `decide` is pure: the same facts give the same changes.
package protocol Command: Sendable {
    associatedtype Arguments: Codable & Sendable
    associatedtype Facts: Sendable

    static var op: String { get }
    /// The area, the same word in every folder.
    static var area: String { get }
    /// Who may call it; empty: only the server's own actors.
    static var roles: Set<Role> { get }
    /// The class of its arguments and result (protocol §3).
    static var secrecy: Secrecy { get }
    /// Whether a person who has left may still call it.
    static var leaversMay: Bool { get }
    /// Its arguments, for documents and schemas; a test holds them against `Arguments`.
    static var arguments: [Column] { get }
    static var meaning: LocalizedText { get }
    /// An example of `a` for the documents; it decodes.
    static var example: JSON { get }

    /// Reads what `decide` needs. Throws a `Refusal` where the caller may not know of what is asked for; other errors are the store's.
    static func load(_ a: Arguments, _ actor: Actor, _ reader: any RecordReader) throws -> Facts
    static func decide(_ a: Arguments, _ facts: Facts, _ env: Environment) throws(Refusal) -> Changes
}

extension Command {
    package static var leaversMay: Bool { false }
}

/// A command without its types, as the partition runs it.
package struct AnyCommand: Sendable {
    package let op: String
    package let area: String
    package let roles: Set<Role>
    package let secrecy: Secrecy
    package let leaversMay: Bool
    package let arguments: [Column]
    package let meaning: LocalizedText
    package let example: JSON
    /// What the operation reads of `a`, decoded strictly and encoded again; throws the refusal of bad arguments.
    package let understood: @Sendable (_ a: JSON) throws -> JSON
    /// Decodes strictly, checks the role, loads, decides. Throws a `Refusal`, or an error of the store.
    package let run: @Sendable (_ a: JSON, _ env: Environment, _ reader: any RecordReader) throws -> Changes

    package init<C: Command>(_: C.Type) {
        op = C.op
        area = C.area
        roles = C.roles
        secrecy = C.secrecy
        leaversMay = C.leaversMay
        arguments = C.arguments
        meaning = C.meaning
        example = C.example
        understood = { a in try WireEncoder.json(AnyCommand.decode(C.Arguments.self, a)) }
        run = { a, env, reader in
            let arguments = try AnyCommand.decode(C.Arguments.self, a)
            try AnyCommand.authorise(C.self, env.actor)
            return try C.decide(arguments, C.load(arguments, env.actor, reader), env)
        }
    }

    private static func decode<A: Decodable>(_: A.Type, _ a: JSON) throws(Refusal) -> A {
        do {
            return try WireDecoder.decodeStrict(A.self, from: a)
        } catch {
            throw Refusal.invalid(
                error.path, "arguments." + error.reason.rawValue, zh: "参数“\(error.path)”不合要求。",
                en: "The argument \"\(error.path)\" is not acceptable.")
        }
    }

    private static func authorise<C: Command>(_: C.Type, _ actor: Actor) throws(Refusal) {
        guard actor.kind == .person else { return }
        guard !C.roles.isDisjoint(with: actor.roles) else {
            throw Refusal.forbidden("access.role", zh: "您的角色不能进行此操作。", en: "Your role does not allow this operation.")
        }
        guard actor.leaver, !C.leaversMay else { return }
        throw Refusal.no(
            .readOnly, reason: "access.leaver",
            text: LocalizedText(zh: "您已离职，可以查看、答复和申诉，但不能提交此项。", en: "You have left: you can read, answer and appeal, but not file this."))
    }
}

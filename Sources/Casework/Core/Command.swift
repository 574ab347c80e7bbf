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
    private let perform: @Sendable (JSON, Environment, any RecordReader, () throws -> Void) throws -> Changes

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
        perform = { a, env, reader, holds in
            let arguments = try AnyCommand.decode(C.Arguments.self, a)
            try AnyCommand.authorise(C.self, env.actor)
            try holds()
            guard let closed = AnyCommand.closed(C.self, env.actor) else {
                return try C.decide(arguments, C.load(arguments, env.actor, reader), env)
            }
            // A better reason stands before "you have left"; one that would only wait does not.
            do { _ = try C.decide(arguments, C.load(arguments, env.actor, reader), env) } catch let better as Refusal {
                if better.code.precedence < closed.code.precedence { throw better }
            }
            throw closed
        }
    }

    /// Decodes strictly, checks the role, asks whether the caller's preconditions hold, loads, decides: refusals in the order of the
    /// protocol's §9. Throws a `Refusal`, or an error of the store.
    package func run(_ a: JSON, _ env: Environment, _ reader: any RecordReader, holds: () throws -> Void = {}) throws -> Changes {
        try perform(a, env, reader, holds)
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
    }

    /// The refusal that somebody who has left gets where the operation is not for leavers.
    private static func closed<C: Command>(_: C.Type, _ actor: Actor) -> Refusal? {
        guard actor.kind == .person, actor.leaver, !C.leaversMay else { return nil }
        return Refusal.no(
            .readOnly, reason: "access.leaver",
            text: LocalizedText(zh: "您已离职，可以查看、答复和申诉，但不能提交此项。", en: "You have left: you can read, answer and appeal, but not file this."))
    }
}

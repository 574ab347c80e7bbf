internal import Base
internal import Casework
internal import Identity
internal import Methods
internal import Tenancy
internal import Wire

/// How one connection is told of changes (protocol §8, why.md B14): a fixed few bytes, whatever happens.
///
/// The rule that no page is ever lost silently: a page carries the cursor it starts at; when one is thrown away (no credit, socket
/// full) only `isDirty` remembers it, one poke is sent, and no page until the client says what it holds.
struct Subscriber: Sendable, Equatable {
    enum Mode: Sendable, Equatable { case off, poke, delta }
    enum Wish: Sendable, Equatable {
        case write([UInt8])
        /// Make a page from this cursor.
        case page(String)
        /// Poke after so many ms.
        case poke(Int64)
    }

    var mode = Mode.off
    /// What the client holds, as far as we sent it.
    var cursor = ""
    var credit = 0
    /// A page is being made.
    var isMaking = false
    /// Something changed that the client has not been told of.
    var isDirty = false
    /// A page was thrown away: nothing but one poke until `sync.credit`.
    var isHalted = false
    var hasPoked = false
    /// A spread poke's timer runs.
    var isSpreading = false
    /// The session is being checked: nothing goes out meanwhile.
    var isHeld = false

    static let pokeLine = Envelope.request(nil, method: "sync.poke", params: Array("{}".utf8))

    mutating func start(_ wanted: Subscribing, writable: Bool) -> [Wish] {
        self = Subscriber()
        switch wanted {
        case .off: return []
        case .poke:
            mode = .poke
            return []
        case .delta(let cursor, let pages):
            mode = .delta
            self.cursor = cursor
            credit = pages
            // What changed before the subscription began comes at once.
            isDirty = true
            return next(writable: writable)
        }
    }

    mutating func changed(writable: Bool, spreadMs: Int64?) -> [Wish] {
        guard mode != .off else { return [] }
        isDirty = true
        guard !isHeld else { return [] }
        if mode == .delta { return next(writable: writable) }
        guard let spreadMs else { return poke(writable: writable) }
        guard !isSpreading else { return [] }
        isSpreading = true
        return [.poke(spreadMs)]
    }

    mutating func pokeDue(writable: Bool) -> [Wish] {
        isSpreading = false
        return mode == .poke && isDirty && !isHeld ? poke(writable: writable) : []
    }

    /// The socket takes bytes again.
    mutating func drained() -> [Wish] {
        guard mode != .off, isDirty, !isHeld else { return [] }
        return mode == .poke ? poke(writable: true) : next(writable: true)
    }

    mutating func credited(cursor: String, pages: Int, writable: Bool) -> [Wish] {
        guard mode == .delta else { return [] }
        // While a page is under way its own cursor is the newer truth only if it is sent; the client's word counts.
        self.cursor = cursor
        credit = pages
        hasPoked = false
        isHalted = false
        isDirty = true
        return next(writable: writable)
    }

    /// A page from `from` is here.
    mutating func page(from: String, _ outcome: Result<SubscribedPage, RPCError>, writable: Bool) -> [Wish] {
        isMaking = false
        guard mode == .delta else { return [] }
        // The client has named another cursor meanwhile: this page fits nothing.
        guard from == cursor else { return next(writable: writable) }
        switch outcome {
        case .failure(let error):
            // A cursor that holds no longer, or a session that is over: the client learns why by pulling.
            if error.code.retryClass == .transient { return [] }
            return halt(writable: writable)
        case .success(let page):
            guard let new = page.cursor else { return isDirty ? next(writable: writable) : [] }
            guard writable, credit > 0, !isHeld else {
                isDirty = true
                return halt(writable: writable)
            }
            credit -= 1
            cursor = new
            if page.more { isDirty = true }
            return [.write(Subscriber.delta(from: from, page.result))] + (isDirty ? next(writable: writable) : [])
        }
    }

    private mutating func next(writable: Bool) -> [Wish] {
        guard isDirty, !isMaking, !isHeld else { return [] }
        guard credit > 0, writable, !isHalted else { return halt(writable: writable) }
        isDirty = false
        isMaking = true
        return [.page(cursor)]
    }

    private mutating func halt(writable: Bool) -> [Wish] {
        isHalted = true
        isDirty = true
        guard writable, !hasPoked else { return [] }
        hasPoked = true
        return [.write(Subscriber.pokeLine)]
    }

    private mutating func poke(writable: Bool) -> [Wish] {
        guard writable else { return [] }
        isDirty = false
        return [.write(Subscriber.pokeLine)]
    }

    /// `sync.delta {"from":…, …page}`: the page's own bytes, with `from` before them.
    static func delta(from: String, _ result: [UInt8]) -> [UInt8] {
        var params = Array("{\"from\":".utf8) + JSON.string(from).bytes
        if result.count > 2 { params.append(0x2C) }
        params += result.dropFirst()
        return Envelope.request(nil, method: "sync.delta", params: params)
    }
}

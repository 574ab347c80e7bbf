import ArgumentParser
import Base
import Foundation
import GongdaoClient
import Records
import Wire

/// Errors in words, with what to do next, and as an exit status.
struct Failure {
    var status: ExitStatus
    /// Stable word for programs.
    var code: String
    var message: String
    var hint: String?

    /// Tells the failure and returns what ends the program.
    static func report(_ error: any Error, _ output: Output) -> ExitCode {
        let failure = Failure(error)
        if output.isJSON {
            var members: JSONObject = ["code": .string(failure.code), "message": .string(failure.message)]
            if let hint = failure.hint { members["hint"] = .string(hint) }
            Terminal.write(JSON.object(["kind": "error", "error": .object(members)]).description + "\n")
        } else {
            let style = Style(isOn: Terminal.errorIsTerminal && output.style.isOn)
            Terminal.writeError(style.red(say("error.prefix", failure.message)) + "\n")
            if let hint = failure.hint { Terminal.writeError(hint + "\n") }
        }
        return ExitCode(failure.status.rawValue)
    }

    init(_ status: ExitStatus, _ code: String, _ message: String, hint: String? = nil) {
        (self.status, self.code, self.message, self.hint) = (status, code, message, hint)
    }

    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self.init(failure.status, failure.code, failure.message, hint: failure.hint)
        case let error as ClientError: self.init(client: error)
        default: self.init(.fault, "fault", say("error.fault", "\(error)"))
        }
    }

    private init(client error: ClientError) {
        switch error {
        case .offline(let why): self.init(.offline, "offline", say("error.offline", Failure.reason(why)), hint: say("hint.offline"))
        case .timeout: self.init(.offline, "timeout", say("error.timeout"), hint: say("hint.offline"))
        case .rpc(let error): self.init(rpc: error)
        case .badAnswer(let what): self.init(.fault, "bad_answer", say("error.bad_answer", what), hint: say("hint.upgrade"))
        case .notSignedIn: self.init(.notSignedIn, "not_signed_in", say("error.not_signed_in"), hint: say("hint.sign_in"))
        case .leaseOver(let ms):
            self.init(.locked, "lease_over", say("error.lease_ended", Show.time(Timestamp(ms: ms))), hint: say("hint.sync"))
        case .locked: self.init(.locked, "locked", say("error.locked"), hint: say("hint.locked"))
        case .wiped: self.init(.locked, "wiped", say("error.wiped"), hint: say("hint.sign_in"))
        case .stopped(let code): self.init(.locked, code.symbol, say("error.\(code.symbol)"), hint: say("hint.officer"))
        case .upgrade(let code): self.init(.upgrade, code.symbol, say("error.upgrade"), hint: say("hint.upgrade"))
        case .newerCache(let found, let known):
            self.init(.upgrade, "newer_cache", say("error.newer_cache", "\(found)", "\(known)"), hint: say("hint.upgrade"))
        case .cacheUnreadable(let why): self.init(.storage, "cache_unreadable", say("error.cache", why), hint: say("hint.cache"))
        case .cannotStore(let why): self.init(.storage, "cannot_store", say("error.storage", why), hint: say("hint.storage"))
        case .outboxFull: self.init(.later, "outbox_full", say("error.outbox_full"), hint: say("hint.sync"))
        case .queuesExhausted: self.init(.refused, "queues_exhausted", say("error.queues"), hint: say("hint.sign_in"))
        case .unknownItem(let n): self.init(.refused, "unknown_item", say("error.unknown_item", "\(n)"), hint: say("hint.outbox"))
        case .notUndoable(let n): self.init(.refused, "not_undoable", say("error.not_undoable", "\(n)"), hint: say("hint.outbox"))
        case .badArgument(let text): self.init(.usage, "bad_argument", say("error.bad_argument", text))
        }
    }

    /// The library's `place: word` with the word in the person's language.
    private static func reason(_ why: String) -> String {
        guard let cut = why.range(of: ": ", options: .backwards) else { return why }
        return String(why[..<cut.lowerBound]) + say("offline.separator") + word("offline", String(why[cut.upperBound...]))
    }

    /// Which parameter the method does not take, and why.
    static func parameters(_ error: RPCError) -> String? {
        guard error.code == .invalidParams, let field = error.data?["field"]?.stringValue else { return nil }
        let reason = error.data?["reason"]?.stringValue ?? "value"
        // Some are told whole: the reason says more than the field.
        let whole = "error.params.\(field).\(reason)"
        if Catalogue.all[whole] != nil { return say(whole) }
        return say("error.params", field, word("param", reason))
    }

    private init(rpc error: RPCError) {
        let seconds = "\(error.value ?? 0)"
        let words = Show.explanation(error.data) ?? Failure.parameters(error) ?? say("error.\(error.code.symbol)", seconds)
        switch error.code.retryClass {
        case .transient: self.init(.later, error.code.symbol, words, hint: say("hint.later"))
        case .wait: self.init(.later, error.code.symbol, words, hint: say("hint.wait", seconds))
        case .identity:
            let hint = error.code == .stepUp ? "hint.step_up" : "hint.sign_in"
            self.init(.notSignedIn, error.code.symbol, words, hint: say(hint))
        case .resynchronise: self.init(.later, error.code.symbol, words, hint: say("hint.sync"))
        case .refused:
            // The number of 1406 is the limit in bytes.
            let limit = error.code == .tooLarge ? error.value.map { say("hint.too_large", Show.bytes(Int($0))) } : nil
            self.init(error.code == .conflict ? .conflict : .refused, error.code.symbol, words, hint: limit)
        case .upgrade: self.init(.upgrade, error.code.symbol, words, hint: say("hint.upgrade"))
        case .stop: self.init(.locked, error.code.symbol, words, hint: say("hint.officer"))
        }
    }
}

/// A command's own refusal.
struct CommandFailure: Error {
    var status: ExitStatus
    var code: String
    var message: String
    var hint: String?

    init(_ status: ExitStatus, _ code: String, _ message: String, hint: String? = nil) {
        (self.status, self.code, self.message, self.hint) = (status, code, message, hint)
    }

    /// Nothing here has this id.
    static func noSuch(_ id: String) -> CommandFailure {
        CommandFailure(.refused, "not_found", say("error.no_such", id), hint: say("hint.sync"))
    }
}

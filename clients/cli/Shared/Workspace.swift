import ArgumentParser
import Base
import Foundation
import GongdaoClient
import Records
import Wire

/// What a command works with: the profile, its client, the output, the clock.
final class Workspace: Sendable {
    let output: Output
    let home: String
    let profileName: String
    let profile: Profile
    let isOffline: Bool
    let lang: Language
    let clock: any WallClock = SystemClock()
    let random: any RandomSource = SystemRandom()

    init(_ options: GlobalOptions) throws {
        let environment = ProcessInfo.processInfo.environment
        home = environment["GONGDAO_HOME"] ?? (environment["HOME"] ?? ".") + "/.gongdao"
        profileName = options.profile ?? environment["GONGDAO_PROFILE"] ?? "default"
        profile = try Profile(named: profileName, in: home)
        isOffline = options.offline
        lang = Catalogue.current
        output = Workspace.output(options)
    }

    static func output(_ options: GlobalOptions) -> Output {
        let environment = ProcessInfo.processInfo.environment
        let isPlain = options.noColor || !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        return Output(
            isJSON: options.json, style: Style(isOn: Terminal.outputIsTerminal && !isPlain && !options.json), width: Terminal.width)
    }

    var now: Timestamp { clock.now() }
    /// Today where the tenant is: China has one zone.
    var today: LocalDate {
        get throws {
            guard let date = now.date() else { throw ClientError.badArgument(say("error.clock")) }
            return date
        }
    }

    var settings: ProfileSettings {
        get throws {
            guard let settings = ProfileSettings.read(profile) else { throw ClientError.notSignedIn }
            return settings
        }
    }

    /// Stores where the server is; the authorities to trust are copied, so that the profile needs no file outside its folder.
    func keep(_ settings: ProfileSettings) throws {
        var settings = settings
        let copy = profile.folder + "/ca.pem"
        if let path = settings.authorities, path != copy {
            try Files.write(try Files.read(path), to: copy)
            settings.authorities = copy
        }
        try settings.write(profile)
    }

    /// The client of this profile. Made per command; nothing connects before it has to.
    func client(_ settings: ProfileSettings? = nil) throws -> Client {
        let settings = try settings ?? self.settings
        guard let endpoint = Endpoint(settings.server, authorities: settings.authorities) else {
            throw ClientError.badArgument(say("error.address", settings.server))
        }
        let connector: any Connector = isOffline ? NoConnector() : NIOConnector(endpoint)
        let device = ProcessInfo.processInfo.hostName
        return Client(
            profile: profile, connector: connector,
            options: ClientOptions(
                app: App.name, lang: lang.rawValue, deviceName: device.isEmpty ? App.name : device, connectTries: 1))
    }

    func end() async {}

    // MARK: Acting

    /// Files an act, tries to send it, and tells what became of it.
    func act(_ client: Client, _ act: Act) async throws -> OutboxItem {
        let filed = try await file(client, act)
        if isOffline { return filed }
        var refusal: ClientError?
        do {
            refusal = try await client.sync().stopped.map { ClientError.rpc($0) }
        } catch let error as ClientError {
            guard error.leavesActsWaiting else {
                guard case .rpc = error else { throw error }
                throw Workspace.held(filed, error)
            }
            await client.disconnect()
        }
        let item = try await client.outbox().item(filed.local) ?? filed
        if let refusal, !item.isAnswered, !refusal.leavesActsWaiting { throw Workspace.held(item, refusal) }
        return item
    }

    /// Where a second factor is known to be missing, the server is asked once whether it still is.
    private func file(_ client: Client, _ act: Act) async throws -> OutboxItem {
        do {
            return try await client.file(act)
        } catch ClientError.rpc(let error) where error.code == .stepUp && !isOffline {
            do { try await client.lookAgain() } catch { throw ClientError.rpc(RPCError(.stepUp)) }
            return try await client.file(act)
        }
    }

    /// The act is kept, but only the person can make the server take it: told with the status of what the server said, never as success.
    private static func held(_ item: OutboxItem, _ error: ClientError) -> CommandFailure {
        let failure = Failure(error)
        return CommandFailure(
            failure.status, failure.code, say("error.act_held", "\(item.local)", failure.message),
            hint: [failure.hint, say("hint.act_held", "\(item.local)")].compactMap { $0 }.joined(separator: "\n"))
    }

    /// Fetches what is new, where asked to and possible.
    func freshen(_ client: Client, _ fresh: FreshOption) async throws {
        if fresh.syncFirst { _ = try await client.sync() }
    }
}

/// Stands in with `--offline`: there is nothing to connect to.
struct NoConnector: Connector {
    var place: String { say("place.offline") }
    func connect() async throws -> any LineTransport { throw ClientError.offline("--offline") }
}

extension ClientError {
    /// Whether the act that was just filed simply waits for a better time.
    var leavesActsWaiting: Bool {
        switch self {
        case .offline, .timeout: true
        case .rpc(let error): [.transient, .wait].contains(error.code.retryClass)
        default: false
        }
    }
}

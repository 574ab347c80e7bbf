import Listeners
import Methods

extension Settings {
    /// Reads and checks everything. Throws `SettingsError` for the first thing that is wrong.
    package static func read(
        file: String?, environment: [String: String], arguments: [String]
    ) async throws -> Settings {
        let (settings, mistakes) = await examine(file: file, environment: environment, arguments: arguments)
        if let first = mistakes.first { throw first }
        return settings
    }

    /// The same with everything that is wrong; what cannot be read has no value then.
    package static func examine(
        file: String?, environment: [String: String], arguments: [String]
    ) async -> (settings: Settings, mistakes: [SettingsError]) {
        let reader = await SettingsReader(file: file, environment: environment, arguments: arguments)
        var mistakes = Mistakes(all: reader.mistakes)
        let settings = Settings(reader, &mistakes)
        return (settings, mistakes.all)
    }

    /// Collects what is wrong instead of ending at it.
    fileprivate struct Mistakes {
        var all: [SettingsError]

        mutating func take<T>(_ instead: T, _ body: () throws(SettingsError) -> T) -> T {
            do throws(SettingsError) {
                return try body()
            } catch {
                all.append(error)
                return instead
            }
        }
    }

    private init(_ reader: SettingsReader, _ m: inout Mistakes) {
        serverName = m.take("") { () throws(SettingsError) in try reader.required("server.name") }
        dataDir = m.take("") { () throws(SettingsError) in try reader.folder("data.dir") }
        keysDir = m.take("") { () throws(SettingsError) in try reader.folder("keys.dir") }
        backupDir = m.take("") { () throws(SettingsError) in try reader.folder("backup.dir") }
        keyFile = reader.text("key.file")
        certificate = reader.text("tls.certificate")
        certificateKey = reader.text("tls.key")
        logLevel = m.take("") { () throws(SettingsError) in try reader.choice("log.level") }
        logFormat = m.take("") { () throws(SettingsError) in try reader.choice("log.format") }
        connections = m.take(0) { () throws(SettingsError) in try reader.number("limits.connections") }
        connectionsPerPrefix = m.take(0) { () throws(SettingsError) in try reader.number("limits.per_prefix") }
        openTenants = m.take(0) { () throws(SettingsError) in try reader.number("limits.tenants") }
        threads = m.take(0) { () throws(SettingsError) in try reader.number("limits.threads") }
        drainSeconds = m.take(0) { () throws(SettingsError) in try reader.number("drain.seconds") }
        timerMs = m.take(0) { () throws(SettingsError) in try reader.number("jobs.timer_ms") }
        acceptsEarlierClock = m.take(false) { () throws(SettingsError) in try reader.flag("clock.accept_earlier") }
        listeners = Settings.listeners(reader, &m)
        let anywhere = m.take(false) { () throws(SettingsError) in try reader.flag("listen.tcp_anywhere") }
        m.all += contradictions(plainAnywhere: anywhere)
    }

    private static func listeners(_ reader: SettingsReader, _ m: inout Mistakes) -> [Listener] {
        let mode: UInt32 = m.take("0600") { () throws(SettingsError) in try reader.choice("listen.unix_mode") } == "0660" ? 0o660 : 0o600
        var out: [Listener] = []
        for (group, door) in [("listen", Door.tenants), ("operator", Door.operators)] {
            if let (host, port) = m.take(nil, { () throws(SettingsError) in try reader.address(group + ".tcp") }) {
                out.append(Listener(.tcp(host: host, port: port), door: door))
            }
            if let (host, port) = m.take(nil, { () throws(SettingsError) in try reader.address(group + ".tls") }) {
                out.append(Listener(.tls(host: host, port: port), door: door))
            }
            if let path = reader.text(group + ".unix") { out.append(Listener(.unix(path: path, mode: mode), door: door)) }
        }
        return out
    }

    private func contradictions(plainAnywhere: Bool) -> [SettingsError] {
        var out: [SettingsError] = []
        for listener in listeners {
            switch listener.endpoint {
            case .tcp(let host, _) where !Settings.isLoopback(host):
                if listener.door == .operators {
                    out.append(.contradiction("operator.tcp must be a loopback address; use operator.tls for other machines"))
                } else if !plainAnywhere {
                    out.append(
                        .contradiction(
                            "listen.tcp would send everything readable over the network; use listen.tls, or set listen.tcp_anywhere if that is meant"
                        ))
                }
            case .tls where certificate == nil || certificateKey == nil:
                let needy = SettingsError.contradiction("listen.tls needs tls.certificate and tls.key")
                if !out.contains(needy) { out.append(needy) }
            default: break
            }
        }
        // A folder that could not be read is told already.
        for (name, other) in [("keys.dir", keysDir), ("backup.dir", backupDir)] where Settings.overlap(other, dataDir) {
            out.append(
                .contradiction("\(name) and data.dir must not lie inside each other: keys and copies are kept apart from the databases"))
        }
        if Settings.overlap(keysDir, backupDir) {
            out.append(
                .contradiction("keys.dir and backup.dir must not lie inside each other: a copy of the databases must not carry its keys"))
        }
        return out
    }

    private static func overlap(_ a: String, _ b: String) -> Bool {
        !a.isEmpty && !b.isEmpty && (Paths.isInside(a, b) || Paths.isInside(b, a))
    }

    static func isLoopback(_ host: String) -> Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}

extension SettingsReader {
    fileprivate func required(_ key: String) throws(SettingsError) -> String {
        guard let value = text(key) else { throw .badValue(key: key, expected: Setting.named(key)?.expected ?? "set") }
        return value
    }

    fileprivate func folder(_ key: String) throws(SettingsError) -> String {
        let path = try required(key)
        guard path.hasPrefix("/") else { throw .badValue(key: key, expected: "an absolute path") }
        return path
    }

    fileprivate func number(_ key: String) throws(SettingsError) -> Int {
        let value = try required(key)
        guard let setting = Setting.named(key), case .integer(let range) = setting.kind, let number = Int(value), range.contains(number)
        else { throw .badValue(key: key, expected: Setting.named(key)?.expected ?? "a number") }
        return number
    }

    fileprivate func flag(_ key: String) throws(SettingsError) -> Bool {
        switch try required(key).lowercased() {
        case "true", "yes", "on", "1": return true
        case "false", "no", "off", "0": return false
        default: throw .badValue(key: key, expected: "true or false")
        }
    }

    fileprivate func choice(_ key: String) throws(SettingsError) -> String {
        let value = try required(key)
        guard let setting = Setting.named(key), case .choice(let words) = setting.kind, words.contains(value) else {
            throw .badValue(key: key, expected: Setting.named(key)?.expected ?? "")
        }
        return value
    }

    fileprivate func address(_ key: String) throws(SettingsError) -> (String, Int)? {
        guard let value = text(key) else { return nil }
        guard let address = Endpoint.address(value) else { throw .badValue(key: key, expected: "host:port, such as 127.0.0.1:7411") }
        return address
    }
}

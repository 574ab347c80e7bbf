import Listeners
import Methods

extension Settings {
    /// Reads and checks everything. Throws `SettingsError` for the first thing that is wrong.
    package static func read(
        file: String?, environment: [String: String], arguments: [String]
    ) async throws -> Settings {
        try await Settings(SettingsReader(file: file, environment: environment, arguments: arguments))
    }

    init(_ reader: SettingsReader) throws(SettingsError) {
        serverName = try reader.required("server.name")
        dataDir = try reader.folder("data.dir")
        keysDir = try reader.folder("keys.dir")
        backupDir = try reader.folder("backup.dir")
        keyFile = reader.text("key.file")
        certificate = reader.text("tls.certificate")
        certificateKey = reader.text("tls.key")
        logLevel = try reader.choice("log.level")
        logFormat = try reader.choice("log.format")
        connections = try reader.number("limits.connections")
        openTenants = try reader.number("limits.tenants")
        threads = try reader.number("limits.threads")
        drainSeconds = try reader.number("drain.seconds")
        timerMs = try reader.number("jobs.timer_ms")
        acceptsEarlierClock = try reader.flag("clock.accept_earlier")
        listeners = try Settings.listeners(reader)
        try check(plainAnywhere: reader.flag("listen.tcp_anywhere"))
    }

    private static func listeners(_ reader: SettingsReader) throws(SettingsError) -> [Listener] {
        let mode: UInt32 = try reader.choice("listen.unix_mode") == "0660" ? 0o660 : 0o600
        var out: [Listener] = []
        for (group, door) in [("listen", Door.tenants), ("operator", Door.operators)] {
            if let (host, port) = try reader.address(group + ".tcp") { out.append(Listener(.tcp(host: host, port: port), door: door)) }
            if let (host, port) = try reader.address(group + ".tls") { out.append(Listener(.tls(host: host, port: port), door: door)) }
            if let path = reader.text(group + ".unix") { out.append(Listener(.unix(path: path, mode: mode), door: door)) }
        }
        return out
    }

    private func check(plainAnywhere: Bool) throws(SettingsError) {
        for listener in listeners {
            switch listener.endpoint {
            case .tcp(let host, _) where !Settings.isLoopback(host):
                if listener.door == .operators {
                    throw .contradiction("operator.tcp must be a loopback address; use operator.tls for other machines")
                }
                if !plainAnywhere {
                    throw .contradiction(
                        "listen.tcp would send everything readable over the network; use listen.tls, or set listen.tcp_anywhere if that is meant")
                }
            case .tls where certificate == nil || certificateKey == nil:
                throw .contradiction("listen.tls needs tls.certificate and tls.key")
            default: break
            }
        }
        for (name, other) in [("keys.dir", keysDir), ("backup.dir", backupDir)] where Paths.isInside(other, dataDir) || Paths.isInside(dataDir, other) {
            throw .contradiction("\(name) and data.dir must not lie inside each other: keys and copies are kept apart from the databases")
        }
        if Paths.isInside(keysDir, backupDir) || Paths.isInside(backupDir, keysDir) {
            throw .contradiction("keys.dir and backup.dir must not lie inside each other: a copy of the databases must not carry its keys")
        }
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

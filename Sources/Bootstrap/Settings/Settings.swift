import Base
package import Listeners

/// The configuration of one process, read and checked.
package struct Settings: Sendable, Equatable {
    package var serverName = "gongdao"
    package var dataDir = ""
    package var keysDir = ""
    package var backupDir = ""
    package var keyFile: String?
    package var listeners: [Listener] = []
    package var certificate: String?
    package var certificateKey: String?
    package var logLevel = "info"
    package var logFormat = "text"
    package var connections = 0
    package var connectionsPerPrefix = Limits.connectionsPerPrefix
    package var openTenants = 0
    package var threads = 0
    package var drainSeconds = 0
    package var timerMs = 0
    package var acceptsEarlierClock = false

    package init() {}
}

/// Why there is no configuration; `description` names the key and says what is expected.
package enum SettingsError: Error, Sendable, Equatable, CustomStringConvertible {
    case unreadable(file: String, reason: String)
    case unknownKey(String, place: String, meant: String?)
    case badValue(key: String, expected: String)
    case contradiction(String)

    package var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file) cannot be read as configuration: \(reason)"
        case .unknownKey(let key, let place, let meant):
            "there is no setting \(key) (\(place))" + (meant.map { "; did you mean \($0)?" } ?? "; `gongdaod serve --help` lists them")
        case .badValue(let key, let expected): "\(key) must be \(expected)"
        case .contradiction(let sentence): sentence
        }
    }
}

import Base
import Logging
import Tenancy

/// Alarms in the log: one fixed sentence each, with numbers and ids.
enum LogAlarms {
    static func write(_ alarm: Alarm, to log: Logger) {
        switch alarm {
        case .sealDamaged(let tenant, let place):
            log.critical("a stored value did not open; it is not served", metadata: ["tenant": "\(tenant)", "place": "\(place)"])
        case .undeclaredRollback(let tenant, let epoch):
            log.critical(
                "a partition went back in time without being declared restored", metadata: ["tenant": "\(tenant)", "epoch": "\(epoch)"])
        case .smallerThanRemembered(let tenant):
            log.critical(
                "a partition holds less than the platform remembers; it is not served until an operator accepts it",
                metadata: ["tenant": "\(tenant)"])
        case .poisoned(let tenant, let queue, let n, let correlation):
            log.error(
                "a mutation failed three times and was consumed",
                metadata: ["tenant": "\(tenant)", "queue": "\(queue)", "n": "\(n)", "id": "\(correlation)"])
        case .commitFailed(let tenant, let detail):
            log.error("a commit failed; its mutations will be sent again", metadata: ["tenant": "\(tenant)", "detail": "\(detail)"])
        case .diskFull(let tenant):
            log.critical("the disk is full; tenants are read-only until there is room", metadata: ["tenant": "\(tenant)"])
        case .diskHasRoom: log.notice("the disk has room again")
        case .fileMissing(let tenant, .keyMissing):
            log.critical("a tenant's key file is missing; it is not served until the file is back", metadata: ["tenant": "\(tenant)"])
        case .fileMissing(let tenant, _):
            log.critical("a tenant's database is missing; it is not served until it is restored", metadata: ["tenant": "\(tenant)"])
        case .restored(let tenant, let epoch, let from):
            log.notice(
                "a tenant came out of a backup; a new epoch has begun",
                metadata: ["tenant": "\(tenant)", "epoch": "\(epoch)", "backup": "\(from)"])
        case .keyWorn(let tenant, let key):
            log.warning("a data key should be rotated", metadata: ["tenant": "\(tenant)", "key": "\(key)"])
        case .fault(let tenant, let correlation, let detail):
            log.error("a fault of the server", metadata: ["tenant": "\(tenant)", "id": "\(correlation)", "detail": "\(detail)"])
        }
    }

    static func logger(_ settings: Settings, clock: any WallClock) -> Logger {
        let level = Logger.Level(rawValue: settings.logLevel) ?? .info
        return Logger(label: "gongdaod") { LineLogHandler(label: $0, level: level, isJSON: settings.logFormat == "json", clock: clock) }
    }
}

/// Why the server does not start. Each sentence says what is wrong and what to do.
package enum StartRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    case noPlatformKey
    case badPlatformKey(source: String)
    case keyFileInside(file: String, folder: String)
    case keyFileReadable(file: String)
    case wrongPlatformKey(source: String, fingerprint: String)
    case newerSchema(file: String, found: Int, known: Int)
    case dataInUse(folder: String)
    case clockEarlier(now: String, last: String)
    case tooFewFiles(limit: Int, needed: Int)
    case folder(String, reason: String)
    case noListener
    case noData(folder: String)
    case damaged(file: String, reason: String)
    case rulePacks(String)
    case noBackup(folder: String, reason: String)
    case restoreUnfinished(folder: String)

    package var description: String {
        switch self {
        case .noPlatformKey:
            "there is no platform key: make one with `gongdaod keys FILE` and set key.file, pass it as the systemd credential "
                + "platform-key, or set GONGDAO_PLATFORM_KEY"
        case .badPlatformKey(let source):
            "\(source) holds no platform key: it must be 32 bytes as 64 hexadecimal digits, as `gongdaod keys` writes them"
        case .keyFileInside(let file, let folder):
            "the platform key \(file) lies inside \(folder): whoever copies that folder could open it; move the key elsewhere and "
                + "set key.file"
        case .keyFileReadable(let file):
            "the platform key \(file) can be read by others than its owner; run `chmod 600 \(file)`"
        case .wrongPlatformKey(let source, let fingerprint):
            "the platform key from \(source) is not the one this data was made with (that one's fingerprint is \(fingerprint)); "
                + "give the right key, or point data.dir to the right data"
        case .newerSchema(let file, let found, let known):
            "\(file) was written by a newer version (schema \(found), this one knows \(known)); start that version, or restore the "
                + "copy it made before it migrated"
        case .dataInUse(let folder):
            "another process works on \(folder); stop it first (one process at a time), or use another data.dir"
        case .clockEarlier(let now, let last):
            "the clock shows \(now), but this data was in use until \(last); set the clock right, or start once with "
                + "--clock-accept-earlier if the earlier time is the right one"
        case .tooFewFiles(let limit, let needed):
            "this process may open \(limit) files, but limits.connections and limits.tenants need \(needed); raise LimitNOFILE "
                + "(ulimit -n) or lower them"
        case .folder(let path, let reason):
            "\(path) cannot be used: \(reason); make it writable for this user"
        case .noListener:
            "nothing to listen on: set at least one of listen.tls, listen.tcp, listen.unix"
        case .noData(let folder):
            "there is no data in \(folder); start with `gongdaod init`"
        case .damaged(let file, let reason):
            "\(file) is damaged (\(reason)); restore it from the last backup, and keep the damaged file for inspection"
        case .rulePacks(let reason):
            "this program was built with a faulty rule pack (\(reason)); install a build whose tests passed"
        case .noBackup(let folder, let reason):
            "\(folder) cannot be restored: \(reason); give a folder that `gongdaod backup` made. Nothing was changed"
        case .restoreUnfinished(let folder):
            "a restore in \(folder) was interrupted; run `gongdaod restore FOLDER` again with the same folder before anything else"
        }
    }
}

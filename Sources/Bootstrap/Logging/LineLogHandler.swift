package import Base
import Foundation
package import Logging
import Wire

/// One line a message to standard error: text for people, or a JSON object. Messages are fixed sentences; what varies stands in the
/// metadata, and none of it is a name, an id number, an address of a person or content of a record.
package struct LineLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    private let label: String
    private let isJSON: Bool
    private let clock: any WallClock

    package init(label: String, level: Logger.Level, isJSON: Bool, clock: any WallClock) {
        self.label = label
        logLevel = level
        self.isJSON = isJSON
        self.clock = clock
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        let line = isJSON ? json(event.level, "\(event.message)", all) : text(event.level, "\(event.message)", all)
        FileHandle.standardError.write(Data(line))
    }

    private func text(_ level: Logger.Level, _ message: String, _ metadata: [(String, String)]) -> [UInt8] {
        var line = "\(clock.now().rfc3339()) \(level) \(label): \(message)"
        for (key, value) in metadata { line += " \(key)=\(LineLogHandler.plain(value))" }
        return Array((line + "\n").utf8)
    }

    private func json(_ level: Logger.Level, _ message: String, _ metadata: [(String, String)]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("time")
        writer.string(clock.now().rfc3339(offsetMinutes: 0))
        writer.key("level")
        writer.string(level.rawValue)
        writer.key("label")
        writer.string(label)
        writer.key("message")
        writer.string(message)
        for (key, value) in metadata {
            writer.key(key)
            writer.string(value)
        }
        writer.endObject()
        return writer.finish() + [0x0A]
    }

    /// Quoted where it would not read as one word; a line end in a value never makes a line.
    private static func plain(_ value: String) -> String {
        value.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x7F } && !value.isEmpty ? value : JSON.string(value).description
    }
}

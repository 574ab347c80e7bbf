import Foundation

#if canImport(Glibc)
import Glibc
#endif

enum BenchError: Error, CustomStringConvertible {
    case usage(String)
    case child(String)

    var description: String {
        switch self {
        case .usage(let text): "usage: \(text)"
        case .child(let text): text
        }
    }
}

/// User and system CPU seconds of this process.
func cpuSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(0), &usage)  // 0 is RUSAGE_SELF
    func value(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return value(usage.ru_utime) + value(usage.ru_stime)
}

/// One line on standard output, at once. That nobody reads it any more is no reason to crash: the reader is the one that starts and
/// ends this process.
func announce(_ line: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
}

/// A child of the same program (or another); it ends when its standard input does.
final class Child {
    private let process = Process()
    private let output = Pipe()
    private let input = Pipe()
    private var rest = Data()

    init(_ executable: String, _ arguments: [String]) throws {
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.standardOutput = output
        process.standardInput = input
        try process.run()
    }

    static func own(_ arguments: [String]) throws -> Child {
        guard let path = Bundle.main.executablePath else { throw BenchError.child("the program's own path is unknown") }
        return try Child(path, arguments)
    }

    /// One line to its standard input.
    func send(_ line: String) { try? input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8)) }

    /// The next line of its output; throws when it ended without one.
    func line() throws -> String {
        while true {
            if let end = rest.firstIndex(of: 10) {
                let line = String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
                rest = Data(rest[(end + 1)...])
                return line
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw BenchError.child("\(process.arguments ?? []) ended without an answer") }
            rest.append(more)
        }
    }

    func ask(_ line: String) throws -> [String: Double] {
        send(line)
        return try Numbers.read(self.line())
    }

    func wait() { process.waitUntilExit() }

    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    // MARK: What the kernel says of it

    /// Resident memory in bytes.
    var residentBytes: Int {
        guard let text = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return 0 }
        return pages * 4096
    }

    /// CPU seconds so far (user and system), in steps of 10 ms.
    var cpu: Double {
        guard let text = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return 0 }
        let fields = text[end...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return 0 }
        return (user + system) / 100
    }
}

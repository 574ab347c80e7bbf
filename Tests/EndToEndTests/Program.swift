import Foundation
import Synchronization

/// A program of ours as a black box: spawned, watched, and ended with the test.
final class Program {
    private let process = Process()
    private let output = Pipe.unshared()
    private let errors = Pipe.unshared()
    private let collected = Collected()

    final class Collected: Sendable {
        // Guards what the pipes' readers append.
        let text = Mutex((out: "", err: "", ended: 0))

        func add(_ handle: FileHandle, _ append: (inout (out: String, err: String, ended: Int), String) -> Void) {
            let data = handle.availableData
            text.withLock { text in
                if data.isEmpty { text.ended += 1 } else { append(&text, String(decoding: data, as: UTF8.self)) }
            }
            if data.isEmpty { handle.readabilityHandler = nil }
        }
    }

    /// The binary beside the test bundle.
    static func path(_ name: String) -> String {
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        var folder = URL(fileURLWithPath: bundle).standardizedFileURL
        while folder.path != "/" {
            let candidate = folder.appendingPathComponent(name)
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder), !isFolder.boolValue { return candidate.path }
            folder.deleteLastPathComponent()
        }
        return ".build/debug/" + name
    }

    init(_ name: String, _ arguments: [String], environment: [String: String] = [:]) throws {
        process.executableURL = URL(fileURLWithPath: Program.path(name))
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TMPDIR": NSTemporaryDirectory()].merging(environment) { $1 }
        process.standardOutput = output
        process.standardError = errors
        let collected = collected
        output.fileHandleForReading.readabilityHandler = { handle in
            collected.add(handle) { $0.out += $1 }
        }
        errors.fileHandleForReading.readabilityHandler = { handle in
            collected.add(handle) { $0.err += $1 }
        }
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        output.fileHandleForReading.readabilityHandler = nil
        errors.fileHandleForReading.readabilityHandler = nil
    }

    var out: String { collected.text.withLock { $0.out } }
    var err: String { collected.text.withLock { $0.err } }
    var isRunning: Bool { process.isRunning }
    /// The signal that ended it; nil where it ended by itself, or runs.
    var killedBy: Int32? { !process.isRunning && process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits until `condition` holds; throws with what was printed otherwise.
    func wait(seconds: Double = 120, _ condition: () -> Bool) async throws {
        for _ in 0..<Int(seconds * 100) {
            if condition() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Timeout(out: out, err: err)
    }

    /// The exit code.
    func exit(seconds: Double = 120) async throws -> Int32 {
        try await wait(seconds: seconds) { !process.isRunning }
        // What the pipes still hold is read to their ends.
        for _ in 0..<500 where collected.text.withLock({ $0.ended < 2 }) { try await Task.sleep(for: .milliseconds(10)) }
        return process.terminationStatus
    }

    struct Timeout: Error { var out: String, err: String }

    /// Runs to its end.
    static func run(_ name: String, _ arguments: [String], environment: [String: String] = [:]) async throws -> (code: Int32, out: String, err: String) {
        let program = try Program(name, arguments, environment: environment)
        let code = try await program.exit()
        return (code, program.out, program.err)
    }
}

extension Pipe {
    /// A pipe that only its own child gets. One that another test spawns at the same moment would inherit it and hold it open, so that
    /// its end would not be seen before that other program ends.
    static func unshared() -> Pipe {
        let pipe = Pipe()
        for handle in [pipe.fileHandleForReading, pipe.fileHandleForWriting] { _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC) }
        return pipe
    }
}

/// A temporary folder, removed with the test.
final class Folder {
    let path: String

    init() throws {
        var template = Array((NSTemporaryDirectory() + "gongdao-e2e-XXXXXX").utf8CString)
        path = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } } ?? ""
        if path.isEmpty { throw CocoaError(.fileWriteUnknown) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Settings of an installation in this folder, as flags.
    var flags: [String] {
        ["--data-dir", path + "/data", "--keys-dir", path + "/keys", "--backup-dir", path + "/backup", "--key-file", path + "/platform-key",
            "--limits-connections", "100", "--limits-tenants", "16"]
    }

    /// A platform key and empty data.
    func initialise() async throws {
        let made = try await Program.run("gongdaod", ["keys", path + "/platform-key"])
        let started = try await Program.run("gongdaod", ["init"] + flags)
        guard made.code == 0, started.code == 0 else { throw Program.Timeout(out: started.out, err: made.err + started.err) }
    }
}

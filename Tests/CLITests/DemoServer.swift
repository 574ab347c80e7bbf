import Foundation
import Wire

/// The built programs, as black boxes.
enum Programs {
    /// Where the test runner was built, the programs were.
    static func path(_ name: String) throws -> String {
        let runner = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        for folder in [runner, runner.deletingLastPathComponent()] {
            let path = folder.appendingPathComponent(name).path
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        let debug = CLISources.folder.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(".build/debug/\(name)").path
        guard FileManager.default.isExecutableFile(atPath: debug) else { throw Missing(name: name) }
        return debug
    }

    struct Missing: Error { var name: String }
}

/// `gongdaod serve --demo`, spawned; ends with the test.
final class DemoServer {
    let process = Process()
    let line: JSON

    init(employees: Int = 50) throws {
        process.executableURL = URL(fileURLWithPath: try Programs.path("gongdaod"))
        process.arguments = ["serve", "--demo"]
        let output = Pipe.unshared()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var bytes: [UInt8] = []
        while bytes.last != 0x0A {
            guard let part = try output.fileHandleForReading.read(upToCount: 1), let byte = part.first else { throw Ended() }
            bytes.append(byte)
        }
        line = try JSON(parsing: bytes.dropLast())
    }

    struct Ended: Error {}

    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    deinit { stop() }

    func address(_ name: String) -> String { line[name]?.stringValue ?? "" }

    func account(_ role: String) -> (login: String, password: String) {
        let found = line["accounts"]?.arrayValue?.first { $0["role"]?.stringValue == role }
        return (found?["staff_no"]?.stringValue ?? "", found?["password"]?.stringValue ?? "")
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

/// One person's `gongdao` with a home of its own.
struct Person {
    let home: String
    var environment: [String: String] = [:]

    init() throws {
        home = NSTemporaryDirectory() + "gongdao-cli-" + ProcessInfo.processInfo.globallyUniqueString
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    }

    struct Outcome {
        var status: Int32
        var output: String
        var error: String
        var json: JSON? { try? JSON(parsing: Array(output.utf8)) }
        var data: JSON? { json?["data"] }
    }

    /// Runs the program; `extra` joins the environment, `input` is what it reads.
    func run(_ arguments: String..., extra: [String: String] = [:], input: String = "") throws -> Outcome {
        try run(all: arguments, extra: extra, input: input)
    }

    func run(_ arguments: [String], extra: [String: String] = [:], input: String = "") throws -> Outcome {
        try run(all: arguments, extra: extra, input: input)
    }

    func run(all arguments: [String], extra: [String: String] = [:], input: String = "") throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try Programs.path("gongdao"))
        process.arguments = arguments
        process.environment = ["GONGDAO_HOME": home, "LANG": "en_US.UTF-8", "PATH": "/usr/bin:/bin"]
            .merging(environment) { $1 }.merging(extra) { $1 }
        let (output, error, source) = (Pipe.unshared(), Pipe.unshared(), Pipe.unshared())
        (process.standardOutput, process.standardError, process.standardInput) = (output, error, source)
        try process.run()
        try source.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try source.fileHandleForWriting.close()
        // The error output is small; the output may fill its pipe and is read first.
        let told = output.fileHandleForReading.readDataToEndOfFile()
        let complained = error.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: String(decoding: told, as: UTF8.self),
            error: String(decoding: complained, as: UTF8.self))
    }

    func remove() { try? FileManager.default.removeItem(atPath: home) }
}

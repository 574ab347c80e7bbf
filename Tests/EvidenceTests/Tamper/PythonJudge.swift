import Foundation

/// The verifier of clients/python in a process of its own that judges a line at a time. Not shared: one task writes and reads.
final class PythonJudge {
    struct Failure: Error { let text: String }

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        .standardizedFileURL
    private let process = Process()
    private let (input, output) = (Pipe(), Pipe())
    private var held: [UInt8] = []

    init() throws {
        process.executableURL = PythonJudge.root.appendingPathComponent(".venv/bin/python")
        process.arguments = ["-m", "gongdao.evidence", "judge"]
        let kit = PythonJudge.root.appendingPathComponent("clients/python").path
        process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONPATH": kit]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    // It ends with its input; terminated in case another child of this process holds the pipe open.
    deinit {
        try? input.fileHandleForWriting.close()
        process.terminate()
        process.waitUntilExit()
    }

    /// Hands in tasks; their answers come in the same order from `answer`. Few enough at a time that answers fit a pipe (64 KiB).
    func ask(_ tasks: [String]) throws {
        for task in tasks { try input.fileHandleForWriting.write(contentsOf: Data((task + "\n").utf8)) }
    }

    /// The exit status of the next task's verdict.
    func answer() throws -> Int32 {
        while !held.contains(0x0A) {
            let data = output.fileHandleForReading.availableData
            if data.isEmpty { throw Failure(text: "the Python verifier ended") }
            held += data
        }
        let end = held.firstIndex(of: 0x0A) ?? 0
        let line = String(decoding: held[..<end], as: UTF8.self)
        held.removeFirst(end + 1)
        guard let place = line.range(of: "\"exit\":"), let status = Int32(line[place.upperBound...].prefix { $0.isNumber }) else {
            throw Failure(text: line)
        }
        return status
    }
}

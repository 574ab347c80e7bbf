import ArgumentParser
import Base
import Foundation
import GongdaoClient
import Records
import Wire

/// Passwords and codes come from the terminal, the environment or standard input; never from an argument, where others could read them.
enum Secrets {
    /// `variable`, else a prompt (a pipe gives one line).
    static func ask(_ promptKey: String, variable: String) throws -> String {
        if let value = ProcessInfo.processInfo.environment[variable], !value.isEmpty { return value }
        guard let value = Terminal.secret(say(promptKey) + " "), !value.isEmpty else {
            throw CommandFailure(.usage, "no_secret", say("error.no_secret", variable))
        }
        return value
    }

    /// As `ask`, nil where nothing is given.
    static func optional(_ promptKey: String, variable: String) -> String? {
        if let value = ProcessInfo.processInfo.environment[variable], !value.isEmpty { return value }
        return Terminal.secret(say(promptKey) + " ").flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A new password, twice on a terminal.
    static func new(variable: String) throws -> String {
        if let value = ProcessInfo.processInfo.environment[variable], !value.isEmpty { return value }
        let first = try ask("prompt.new_password", variable: variable)
        if Terminal.inputIsTerminal, Terminal.secret(say("prompt.repeat_password") + " ") != first {
            throw CommandFailure(.usage, "passwords_differ", say("error.passwords_differ"))
        }
        return first
    }
}

/// Text that may come from an option, a file (`@path`) or standard input (`-`).
enum LongText {
    static func read(_ text: String) throws -> String {
        if text == "-" {
            var out = ""
            while let line = readLine(strippingNewline: false) { out += line }
            return out
        }
        guard text.hasPrefix("@") else { return text }
        return String(decoding: try Files.read(String(text.dropFirst())), as: UTF8.self)
    }
}

enum Files {
    static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.usage, "no_file", say("error.no_file", path))
        }
        return [UInt8](data)
    }

    /// Made with mode 0600: what a person saves from here is personal.
    static func write(_ bytes: [UInt8], to path: String) throws { try SecretFile.write(bytes, to: path) }

    static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// By the file's ending; what the server takes is its own list.
    static func media(_ path: String) -> String {
        switch path.split(separator: ".").last?.lowercased() {
        case "pdf": "application/pdf"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "heic": "image/heic"
        case "csv": "text/csv"
        case "txt": "text/plain"
        case "xml": "application/xml"
        case "ofd": "application/ofd"
        default: "application/octet-stream"
        }
    }

    /// Stages files for an act.
    static func stage(_ paths: [String], _ client: Client) async throws -> [String] {
        var out: [String] = []
        for path in paths { out.append(try await client.stage(try read(path), media: media(path), name: name(path))) }
        return out
    }
}

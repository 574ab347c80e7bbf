import Foundation
import Testing

/// The arrow of import only points down the manifest; each foreign module is known by few targets.
@Suite("House rules: imports") struct ImportsTests {
    /// Foreign modules and the only targets that may know them.
    static let foreign: [String: Set<String>] = [
        "NIOCore": ["Listeners", "Bootstrap", "GongdaoClient"],
        "NIOPosix": ["Listeners", "Bootstrap", "GongdaoClient"],
        "NIOSSL": ["Listeners", "Bootstrap", "GongdaoClient"],
        "NIOTLS": ["Listeners"],
        "GRDB": ["StoreSQLite", "GongdaoClient"],
        "GRDBSQLite": ["StoreSQLite", "GongdaoClient"],
        "ArgumentParser": ["gongdao", "gongdaod", "Bootstrap"],
        "Configuration": ["Bootstrap"],
        "ServiceLifecycle": ["Bootstrap"],
        "X509": ["Bootstrap"],
        "SwiftASN1": ["Bootstrap"],
        "CryptoExtras": ["Identity"],
        "CPango": ["Paper"],
    ]

    static func target(of path: String) -> String {
        if path.hasPrefix("clients/swift/GongdaoClient/") { return "GongdaoClient" }
        if path.hasPrefix("clients/cli/") { return "gongdao" }
        return path.split(separator: "/").dropFirst().first.map(String.init) ?? path
    }

    static func imports(of text: String) -> [String] {
        SwiftText(text).lines.compactMap { line in
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "import"), index + 1 < words.count, index <= 1 else { return nil }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "typealias"]
            let name = kinds.contains(words[index + 1]) && index + 2 < words.count ? words[index + 2] : words[index + 1]
            return name.split(separator: ".").first.map(String.init)
        }
    }

    /// Targets of the manifest in the order they stand in, with their dependencies as far as they are ours.
    static func manifest() throws -> [(name: String, dependencies: [String])] {
        let text = try SourceTree.read("Package.swift")
        let body = text[(text.range(of: "targets: [")?.upperBound ?? text.startIndex)...]
        let expression = try Regex(#"(?:house|program|tests)\(\s*"(\w+)"(?:,\s*\[([^\]]*)\])?|\.target\(\s*name: "(\w+)"(?:,\s*dependencies: \[([^\]]*)\])?|\.systemLibrary\(\s*name: "(\w+)""#)
        return try body.matches(of: expression).map { match in
            let parts = (1...5).map { match.output[$0].substring.map(String.init) }
            let names = try Regex(#""(\w+)""#)
            let dependencies = (parts[1] ?? parts[3] ?? "").matches(of: names).compactMap { $0.output[1].substring.map(String.init) }
            return (parts[0] ?? parts[2] ?? parts[4] ?? "", dependencies)
        }
    }

    @Test("Every target stands below what it imports")
    func order() throws {
        let targets = try Self.manifest()
        #expect(targets.count > 30)
        var seen: Set<String> = []
        for target in targets {
            for dependency in target.dependencies where dependency.first?.isUppercase == true || dependency.hasPrefix("gongdao") {
                #expect(seen.contains(dependency), "\(target.name) imports \(dependency), which stands below it")
            }
            seen.insert(target.name)
        }
    }

    @Test("A foreign module is imported only where it is at home")
    func foreignModules() throws {
        var found: [String] = []
        for file in try SourceTree.sources() {
            for module in Self.imports(of: file.text) {
                if let home = Self.foreign[module], !home.contains(Self.target(of: file.path)) { found.append("\(file.path) imports \(module)") }
            }
        }
        #expect(found == [])
    }

    @Test("The law, the records and the commands are pure: no Foundation, no input or output")
    func pureTargets() throws {
        let pure = ["Sources/Base/", "Sources/Records/", "Sources/Statute/", "Sources/Casework/", "Sources/Store/"]
        let banned: Set<String> = ["Foundation", "FoundationEssentials", "Dispatch", "Crypto"]
        // Two files know the platform: the clock and the thread pool.
        let exceptions: Set<String> = ["Sources/Store/BlockingPool.swift", "Sources/Store/KillPoint.swift"]
        var found: [String] = []
        for file in try SourceTree.sources() where pure.contains(where: file.path.hasPrefix) && !exceptions.contains(file.path) {
            found += Self.imports(of: file.text).filter(banned.contains).map { "\(file.path) imports \($0)" }
        }
        #expect(found == [])
    }

    /// SwiftPM's check counts what a dependency brings along as declared; ours does not.
    @Test("What a file imports, its target declares itself")
    func declared() throws {
        let targets = Dictionary(try Self.manifest().map { ($0.name, Set($0.dependencies)) }) { first, _ in first }
        var found: [String] = []
        for file in try SourceTree.sources() {
            let target = Self.target(of: file.path)
            for module in Self.imports(of: file.text) where targets[module] != nil && targets[target]?.contains(module) == false {
                found.append("\(file.path) imports \(module), which \(target) does not declare")
            }
        }
        #expect(found == [])
    }

    @Test("The compiler's own check bites: an import that the manifest does not declare is an error")
    func undeclaredImport() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gongdao-tidy-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = [
            "Package.swift": """
            // swift-tools-version: 6.2
            import PackageDescription
            let package = Package(name: "fixture", targets: [.target(name: "A"), .target(name: "B", dependencies: ["A"]), .target(name: "C")])
            """,
            "Sources/A/A.swift": "public struct A {}", "Sources/B/B.swift": "import A", "Sources/C/C.swift": "import A",
        ]
        for (path, text) in files {
            let url = folder.appending(path: path)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["swift", "build", "--package-path", folder.path, "--explicit-target-dependency-import-check", "error"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus != 0)
        #expect(output.contains("Target C imports another target (A)"), "\(output)")
    }
}

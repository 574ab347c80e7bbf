import Testing

/// Small rooms: ceilings for files and functions. The exceptions are a ratchet: they may shrink, never grow.
@Suite("House rules: sizes") struct SizesTests {
    static let fileCeiling = 400
    static let testCeiling = 600
    static let functionCeiling = 60
    static let lineCeiling = 160
    static let medianCeiling = 120

    /// Functions over the ceiling, with the length they may not exceed: each is one exhaustive switch or one table.
    static let longFunctions: [String: Int] = [:]

    @Test("No source file is longer than 400 lines, no test file longer than 600")
    func files() throws {
        var found: [String] = []
        for file in try SourceTree.sources() where file.lines.count > Self.fileCeiling + 1 {
            found.append("\(file.path): \(file.lines.count) lines")
        }
        for file in try SourceTree.files(under: "Tests") where file.lines.count > Self.testCeiling + 1 {
            found.append("\(file.path): \(file.lines.count) lines")
        }
        #expect(found == [])
    }

    @Test("Half of the source files have at most 120 lines")
    func median() throws {
        let sizes = try SourceTree.sources().map(\.lines.count).sorted()
        try #require(!sizes.isEmpty)
        #expect(sizes[sizes.count / 2] <= Self.medianCeiling)
    }

    @Test("No function is longer than 60 lines, but for the listed ones, which may only shrink")
    func functions() throws {
        var found: [String] = []
        for file in try SourceTree.sources() {
            for function in SwiftText(file.text).functions() {
                let allowed = Self.longFunctions["\(file.path) \(function.name)"] ?? Self.functionCeiling
                if function.length > allowed { found.append("\(file.path):\(function.line): \(function.name) has \(function.length) lines, \(allowed) allowed") }
            }
        }
        #expect(found == [])
    }

    @Test("Lines stay readable: at most 160 characters")
    func lines() throws {
        var found: [String] = []
        for file in try SourceTree.sources() {
            for (number, line) in file.lines.enumerated() where line.count > Self.lineCeiling { found.append("\(file.path):\(number + 1)") }
        }
        #expect(found == [])
    }

    @Test("The measure is right: it finds a function's end across nested braces, texts and comments")
    func canary() {
        let source = "struct S {\n    func f(_ a: Int = { 3 }()) -> Int {\n        // }\n        let t = \"}\"\n        return t.count\n    }\n    func g()\n    init(x: Int) {\n    }\n}\n"
        let functions = SwiftText(source).functions()
        #expect(functions.map(\.name) == ["f", "init"])
        #expect(functions.map(\.length) == [5, 2])
    }
}

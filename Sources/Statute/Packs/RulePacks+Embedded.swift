import RulePacks

extension RulePacks {
    /// What could be read from pack files, and everything that is wrong with them.
    package static func load(_ files: [(name: String, bytes: [UInt8])]) -> (packs: RulePacks, errors: [PackError]) {
        var heads: [PackHead] = []
        var rows: [LoadedRow] = []
        var errors: [PackError] = []
        for file in files {
            let read = PackLoader.read(file: file.name, bytes: file.bytes)
            if let head = read.head { heads.append(head) }
            rows += read.rows
            errors += read.errors
        }
        errors += PackChecks.run(rows)
        return (RulePacks(rows: rows.map(\.row), heads: heads), errors)
    }

    /// The pack files that are part of the program, by name.
    package static var embeddedFiles: [(name: String, bytes: [UInt8])] { EmbeddedPacks.files }

    /// The packs that are part of the program, checked; the first thing wrong with them is thrown (a build fault, found by the tests).
    package static func embedded() throws(PackError) -> RulePacks {
        switch parsed {
        case .success(let packs): return packs
        case .failure(let error): throw error
        }
    }

    /// Parsed once a process.
    private static let parsed: Result<RulePacks, PackError> = {
        let (packs, errors) = load(embeddedFiles)
        return errors.first.map(Result.failure) ?? .success(packs)
    }()
}

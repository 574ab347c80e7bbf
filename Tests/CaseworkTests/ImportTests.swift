import Casework
import Records
import Testing
import Wire

@Suite("Imports") struct ImportCommandTests {
    private let hr = Actor(account: "8", subject: 8, employee: "8", roles: [.employee, .hr], device: "dev8")

    private func refusal(_ op: String, _ a: JSON, _ world: World, as actor: Actor) -> Refusal? {
        do {
            _ = try world.preview(op, a, as: actor)
            return nil
        } catch { return error as? Refusal }
    }

    private func arguments(profile: String = "roster", blob: String = "hash") -> JSON {
        ["id": "L9kq3PmB41s", "blob": .string(blob), "profile": .string(profile), "dry_run": false, "file_name": "花名册.csv"]
    }

    @Test("A run is filed for an own upload and a known profile, and refers to the file")
    func apply() throws {
        let world = World()
        world.uploads["hash"] = 8
        let changes = try world.preview("import.apply", arguments(), as: hr)
        let run = try #require(changes.puts.first?.record as? ImportRun)
        #expect(run.status == .running && run.kind == "roster" && run.nextRow == 0)
        #expect(changes.puts.first?.feed == .hr)
        #expect(changes.blobs.map(\.hash) == ["hash"])
        #expect(refusal("import.apply", arguments(profile: "guess"), world, as: hr)?.reason == "import.profile")
        #expect(refusal("import.apply", arguments(blob: "other"), world, as: hr)?.reason == "blob.missing")
        let employee = Actor(account: "9", subject: 9, employee: "9", roles: [.employee])
        #expect(refusal("import.apply", arguments(), world, as: employee)?.code == .forbidden)
    }

    @Test("Only a finished run that wrote something is taken back, and only once")
    func undo() throws {
        let world = World()
        world.uploads["hash"] = 8
        let filed = try #require(try world.preview("import.apply", arguments(), as: hr).puts.first?.record as? ImportRun)
        let a: JSON = ["id": "L9kq3PmB42s", "run": .string(filed.id)]
        func file(_ status: ImportStatus, dryRun: Bool = false) throws {
            var run = filed
            (run.status, run.dryRun) = (status, dryRun)
            world.rows[ImportRun.schema.name] = [run.id: World.Row(bytes: try RowCoder.row(run, rev: 1), rev: 1, seq: 1, feed: .hr)]
        }
        #expect(refusal("import.undo", a, world, as: hr)?.code == .notFound)
        for status in [ImportStatus.running, .undone] {
            try file(status)
            #expect(refusal("import.undo", a, world, as: hr)?.code == .conflict)
        }
        try file(.done, dryRun: true)
        #expect(refusal("import.undo", a, world, as: hr)?.code == .conflict)
        try file(.done)
        let undo = try #require(try world.preview("import.undo", a, as: hr).puts.first?.record as? ImportRun)
        #expect(undo.kind == "undo" && undo.undoes == filed.id && undo.profile == filed.profile && undo.status == .running)
    }
}

internal import Wire

extension Act {
    /// `import.apply`: takes an uploaded file into the records; worked off by the server as run `id`.
    public static func importApply(id: String, blob: String, profile: String, dryRun: Bool, fileName: String) -> Act {
        let members: JSONObject = [
            "id": .string(id), "blob": .string(blob), "profile": .string(profile), "dry_run": .bool(dryRun), "file_name": .string(fileName),
        ]
        return Act("import.apply", members, blobs: [blob])
    }

    /// `import.undo`: takes back what a run wrote, as far as nobody has touched it since; a run of its own.
    public static func importUndo(id: String, run: String) -> Act { Act("import.undo", ["id": .string(id), "run": .string(run)]) }
}

/// The rule packs as bytes of the program: no resource bundle, so the binary works wherever it is copied.
///
/// The files stand in `packs/`, one row a line; `protocol/statute/packs.md` says how to read and correct them. This module knows
/// nothing of their meaning: Statute checks and indexes them.
public enum EmbeddedPacks {
    /// Each pack's file name and bytes, in the order in which they are loaded.
    public static var files: [(name: String, bytes: [UInt8])] {
        [
            ("national.jsonl", PackageResources.national_jsonl),
            ("local.jsonl", PackageResources.local_jsonl),
            ("lumpsums.jsonl", PackageResources.lumpsums_jsonl),
            ("wages.jsonl", PackageResources.wages_jsonl),
            ("contributions.jsonl", PackageResources.contributions_jsonl),
            ("calendar.jsonl", PackageResources.calendar_jsonl),
        ]
    }
}

import CRulePacks

/// The rule packs as bytes of the program: no resource bundle, so the binary works wherever it is copied.
///
/// The files stand in `packs/`, one row a line; `protocol/statute/packs.md` says how to read and correct them. The C target beside this
/// one takes them in (C23 `#embed`): as a Swift array literal they took a minute and a half to compile. This module knows nothing of
/// their meaning: Statute checks and indexes them.
public enum EmbeddedPacks {
    /// Each pack's file name and bytes, in the order in which they are loaded.
    public static var files: [(name: String, bytes: [UInt8])] {
        var files: [(name: String, bytes: [UInt8])] = []
        while let file = rule_pack_file_at(files.count) {
            let bytes = UnsafeBufferPointer(start: file.pointee.bytes, count: file.pointee.count)
            files.append((String(cString: file.pointee.name), Array(bytes)))
        }
        return files
    }
}

import Records
import Wire

/// Uploaded files that a request names.
package enum Blobs {
    /// What of these hashes the actor has uploaded. One that is missing is `wait 1004`: the upload is still on its way, the same
    /// bytes will do once it is there (protocol §8).
    package static func load(_ hashes: [String], _ actor: Actor, _ reader: any RecordReader) throws -> [BlobInfo] {
        var found: [BlobInfo] = []
        for hash in hashes {
            guard let info = try reader.blob(hash, by: actor.subject) else { throw Refusal.wait(.dependencyMissing) }
            found.append(info)
        }
        return found
    }
}

/// A record that refers to uploaded blobs: whoever may read the record may fetch them through it (protocol §8).
public protocol BlobReferring: Record {
    /// Content hashes.
    var blobHashes: [String] { get }
}

extension Contract: BlobReferring {
    public var blobHashes: [String] { document.map { [$0] } ?? [] }
}
extension ProfileCorrection: BlobReferring {
    public var blobHashes: [String] { attachments }
}
extension Leave: BlobReferring {
    public var blobHashes: [String] { attachments }
}
extension Reimbursement: BlobReferring {
    public var blobHashes: [String] { lines.flatMap(\.receipts) }
}
extension Appeal: BlobReferring {
    public var blobHashes: [String] { attachments }
}
extension ImportRun: BlobReferring {
    public var blobHashes: [String] { [blob] + (report.map { [$0] } ?? []) }
}

/// What can go wrong in storage. Everything above the store decides by these cases alone.
package enum StoreError: Error, Sendable, Hashable {
    /// Another record holds this lookup key.
    case lookupTaken
    /// No room on the disk: nothing was written; the partition is read-only until there is room again.
    case full
    /// A write was tried on a store opened for reading.
    case readOnly
    /// Another handle, or a full waiting line, stands in the way; the same call may succeed later.
    case busy
    /// The file is damaged or not ours.
    case corrupt(String)
    /// COMMIT reported an error: it may or may not have been written. Drop whatever was remembered and read again.
    case commitUnknown(String)
    /// The file was written by a newer version.
    case newerSchema(found: Int, known: Int)
    /// Another process holds the data directory.
    case locked(String)
    /// The transaction was rolled back: nothing of it was written.
    case rollback(String)
    /// The store was closed, or does not exist.
    case closed
    case other(String)
}

extension StoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .lookupTaken: "the lookup key belongs to another record"
        case .full: "the disk is full"
        case .readOnly: "the store is read-only"
        case .busy: "the store is busy"
        case .corrupt(let detail): "the file is damaged: \(detail)"
        case .commitUnknown(let detail): "it is unknown whether the commit was written: \(detail)"
        case .newerSchema(let found, let known): "the file has schema \(found), this version knows up to \(known)"
        case .locked(let path): "another process holds \(path)"
        case .rollback(let detail): "rolled back: \(detail)"
        case .closed: "the store is closed"
        case .other(let detail): detail
        }
    }
}

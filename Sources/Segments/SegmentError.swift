/// Why a compressed direction cannot be read on: nothing behind it can be told apart from rubbish, so the connection ends (protocol §3).
package enum SegmentError: Error, Sendable, Equatable {
    /// No raw DEFLATE stream within a window of 2^12, or a distance beyond the dictionary.
    case damaged
    /// More bytes than one segment may become, or more than a sane sender makes of so few.
    case tooLarge
    /// zlib got no memory: nothing wrong with the peer.
    case noMemory
}

import Base

/// Reads the segments of one direction as they come in, however the bytes are cut. Between two segments it holds nothing; in the midst of
/// one it holds an `Inflater` (about 12 KiB).
package struct SegmentReader: Sendable {
    /// What one segment may become, in bytes.
    package var limit: Int
    private var inflater: Inflater?
    private var taken = 0
    private var made = 0

    package init(limit: Int) { self.limit = limit }

    /// Whether a segment has begun and not ended.
    package var isInside: Bool { inflater != nil }

    /// Inflates `input` and hands the bytes to `take` in pieces of at most `Limits.segmentPieceBytes`. Throws where the direction cannot be
    /// read on; what was handed over before stands.
    package mutating func read(_ input: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Void) throws(SegmentError) {
        var rest = input
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: min(Limits.segmentPieceBytes, max(1_024, input.count * 8)), alignment: 1)
        defer { piece.deallocate() }
        while !rest.isEmpty {
            let current: Inflater
            if let inflater { current = inflater } else { current = try Inflater.take() }
            inflater = current
            var isFull = true
            var hasEnded = false
            // A full piece says that there may be more to come of what was taken.
            while isFull, !hasEnded {
                let step = try current.read(rest, into: piece)
                rest = UnsafeRawBufferPointer(rebasing: rest[step.taken...])
                (taken, made) = (taken + step.taken, made + step.made)
                try check()
                if step.made > 0 { take(UnsafeRawBufferPointer(rebasing: piece[..<step.made])) }
                (isFull, hasEnded) = (step.made == piece.count, step.ended)
            }
            guard hasEnded else { return }
            end()
        }
    }

    /// A bomb is told by its size, or by what it makes of how little; honest messages reach neither.
    private func check() throws(SegmentError) {
        guard made <= limit, made <= Limits.segmentFreeBytes || made <= taken * Limits.segmentRatio else { throw .tooLarge }
    }

    private mutating func end() {
        if let inflater { Inflater.give(inflater) }
        (inflater, taken, made) = (nil, 0, 0)
    }
}

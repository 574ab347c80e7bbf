internal import Base
internal import Methods
internal import Records
internal import Segments
internal import Wire

/// How a line of the server travels where segments were agreed on (protocol §3). The length of a compressed segment tells how alike the
/// things in it are, so what one person may choose and what another must not learn never share one: rows of pay have a segment a group,
/// private things are stored, and so is every answer of which nobody has said here that it is open.
package enum MessagePacking: Sendable, Equatable {
    case stored, open
    /// A page of rows, open but for the groups whose collections are not, and for the outcomes of a push.
    case page

    /// Answers that say nothing of anybody's pay, health, case or secrets. Hashes, cursors and tokens in them look random, and are not
    /// repeated beside what another may choose.
    private static let openAnswers: Set<String> = [
        "ping", "bye", "rpc.cancel", "schema.get", "sync.verify", "sync.subscribe", "sync.credit", "blob.stat", "blob.put",
        "evidence.checkpoint", "evidence.consistency", "evidence.proof",
    ]

    /// Of the answer to a method, be it a result or an error.
    package static func answer(to method: String) -> MessagePacking {
        if method == "sync.pull" || method == "sync.round" { return .page }
        return openAnswers.contains(method) ? .open : .stored
    }

    /// A line as segments.
    package static func pack(_ line: [UInt8], _ packing: MessagePacking) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(line.count / 2 + 64)
        line.withUnsafeBytes { bytes in
            switch packing {
            case .stored: SegmentWriter.store(bytes, into: &out)
            case .open: SegmentWriter.pack(bytes, into: &out)
            case .page: pack(bytes, borders(of: line), into: &out)
            }
        }
        return out
    }

    private struct Border {
        var range: Range<Int>
        var isStored: Bool
    }

    private static func pack(_ bytes: UnsafeRawBufferPointer, _ borders: [Border], into out: inout [UInt8]) {
        var from = 0
        for border in borders {
            SegmentWriter.pack(UnsafeRawBufferPointer(rebasing: bytes[from..<border.range.lowerBound]), into: &out)
            let part = UnsafeRawBufferPointer(rebasing: bytes[border.range])
            if border.isStored { SegmentWriter.store(part, into: &out) } else { SegmentWriter.pack(part, into: &out) }
            from = border.range.upperBound
        }
        SegmentWriter.pack(UnsafeRawBufferPointer(rebasing: bytes[from...]), into: &out)
    }

    /// What of a page must stand apart, in the order of the line. A line that cannot be read is one border: all of it is stored.
    private static func borders(of line: [UInt8]) -> [Border] {
        guard let document = try? JSONDocument(line) else { return [Border(range: 0..<line.count, isStored: true)] }
        let root = document.root
        var borders: [Border] = []
        guard let whole = root["result"] ?? root["params"] else { return [] }
        if let push = whole["push"] { borders.append(Border(range: push.range, isStored: true)) }
        for group in (whole["put"] ?? whole["pull"]?["put"])?.elements ?? [] {
            let secrecy = group["c"]?.string.flatMap(Schema.named)?.secrecy ?? .private
            guard secrecy != .open else { continue }
            // The comma before it says nothing, and saves a segment of its own.
            let start = group.range.lowerBound
            let comma = start > 0 && line[start - 1] == 0x2C ? 1 : 0
            borders.append(Border(range: start - comma..<group.range.upperBound, isStored: secrecy == .private))
        }
        return borders.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
}

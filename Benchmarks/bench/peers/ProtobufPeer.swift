import Base
import Foundation
import Records

/// The same records as a protobuf service would send them (field number = column; varints, and texts with their lengths), through
/// gzip: what the first sync's bytes are compared with.
enum ProtobufPeer {
    static func gzippedBytes(rows: Int, of employee: String, scratch: String) throws -> Int {
        var out: [UInt8] = []
        for number in 0..<rows { text(1, message(BenchRow.make(number, of: employee)), &out) }
        return try gzipped(out, scratch: scratch)
    }

    static func gzipped(_ bytes: [UInt8], scratch: String) throws -> Int {
        let file = scratch + "/gzip"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        let gzip = try Child("/bin/sh", ["-c", "gzip -6 -c '\(file)' | wc -c"])
        return Int(try gzip.line().trimmingCharacters(in: .whitespaces)) ?? 0
    }

    private static func message(_ row: Contribution) -> [UInt8] {
        var out: [UInt8] = []
        text(1, Array(row.id.utf8), &out)
        varint(2, 1, &out)
        text(3, Array(row.employee.utf8), &out)
        text(4, Array(row.contributionMonth.utf8), &out)
        varint(5, BenchRow.kinds.firstIndex(of: row.insuranceType) ?? 0, &out)
        varint(6, Int(row.contributionBase.fen), &out)
        varint(7, row.employerRatePpm, &out)
        varint(8, row.employeeRatePpm, &out)
        varint(9, Int(row.employerAmount.fen), &out)
        varint(10, Int(row.employeeAmount.fen), &out)
        varint(11, 3, &out)
        return out
    }

    private static func number(_ value: Int, _ out: inout [UInt8]) {
        var rest = UInt64(value)
        while rest >= 0x80 {
            out.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        out.append(UInt8(rest))
    }

    private static func varint(_ field: Int, _ value: Int, _ out: inout [UInt8]) {
        number(field << 3, &out)
        number(value, &out)
    }

    private static func text(_ field: Int, _ value: [UInt8], _ out: inout [UInt8]) {
        number(field << 3 | 2, &out)
        number(value.count, &out)
        out += value
    }
}

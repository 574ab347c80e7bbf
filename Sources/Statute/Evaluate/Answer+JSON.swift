import Base
import Wire

/// The answer's JSON, written straight to bytes in one fixed order of members: equal questions give equal bytes.
extension Answer {
    package var bytes: [UInt8] { bytes(withID: true) }

    /// Without the id where an envelope has one already.
    package func bytes(withID: Bool) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(512 + items.count * 640)
        out += "{".utf8
        if withID {
            out += "\"id\":".utf8
            out += id.bytes
            out += ",".utf8
        }
        if let fault {
            out += "\"error\":{\"reason\":".utf8
            AnswerText.string(fault.reason.rawValue, &out)
            out += ",\"path\":".utf8
            AnswerText.string(fault.path, &out)
            out += ",\"expected\":".utf8
            AnswerText.string(fault.expected, &out)
            out += "}}".utf8
            return out
        }
        out += "\"items\":".utf8
        AnswerText.list(items, &out) { item, out in item.write(&out) }
        out += ",\"missing\":".utf8
        AnswerText.list(missing, &out) { missing, out in missing.write(&out) }
        out += ",\"warnings\":".utf8
        AnswerText.list(warnings, &out, AnswerText.string)
        out += "}".utf8
        return out
    }
}

extension Item {
    fileprivate func write(_ out: inout [UInt8]) {
        out += "{\"code\":".utf8
        AnswerText.string(code.rawValue, &out)
        AnswerText.member("measure", measure.rawValue, &out)
        AnswerText.member("payer", payer?.rawValue, &out)
        if let line { AnswerText.member("line", line, &out) }
        AnswerText.member("amount_fen", amount, &out)
        AnswerText.member("low_fen", low, &out)
        AnswerText.member("high_fen", high, &out)
        AnswerText.member("from", from?.description, &out)
        AnswerText.member("to", to?.description, &out)
        if let period {
            out += ",\"period\":{\"from\":".utf8
            AnswerText.string(AnswerText.day(period.from), &out)
            AnswerText.member("to", period.to.map(AnswerText.day), &out)
            out += "}".utf8
        } else {
            out += ",\"period\":null".utf8
        }
        AnswerText.member("formula", text, &out)
        out += ",\"inputs\":".utf8
        AnswerText.list(inputs, &out) { input, out in
            out += "{\"name\":".utf8
            AnswerText.string(input.name, &out)
            out += ",\"value\":".utf8
            switch input.value {
            case .number(let number): out += String(number).utf8
            case .flag(let flag): out += (flag ? "true" : "false").utf8
            case .day(let day): AnswerText.string(AnswerText.day(day), &out)
            case .text(let text): AnswerText.string(text, &out)
            }
            AnswerText.member("from", input.from.rawValue, &out)
            out += "}".utf8
        }
        out += ",\"basis\":".utf8
        AnswerText.list(basis, &out, AnswerText.string)
        out += ",\"packs\":".utf8
        AnswerText.list(packs, &out, AnswerText.string)
        AnswerText.member("confidence", confidence.rawValue, &out)
        AnswerText.member("variant", variant, &out)
        out += ",\"warnings\":".utf8
        AnswerText.list(warnings, &out, AnswerText.string)
        out += "}".utf8
    }
}

extension Missing {
    fileprivate func write(_ out: inout [UInt8]) {
        out += "{\"code\":".utf8
        AnswerText.string(code.rawValue, &out)
        AnswerText.member("name", name, &out)
        AnswerText.member("how", how, &out)
        out += "}".utf8
    }
}

/// Writing of single values.
enum AnswerText {
    static func list<T>(_ values: [T], _ out: inout [UInt8], _ write: (T, inout [UInt8]) -> Void) {
        out.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            write(value, &out)
        }
        out.append(UInt8(ascii: "]"))
    }

    static func member(_ name: StaticString, _ value: String?, _ out: inout [UInt8]) {
        key(name, &out)
        if let value { string(value, &out) } else { out += "null".utf8 }
    }

    static func member(_ name: StaticString, _ value: Int64?, _ out: inout [UInt8]) {
        key(name, &out)
        if let value { out += String(value).utf8 } else { out += "null".utf8 }
    }

    private static func key(_ name: StaticString, _ out: inout [UInt8]) {
        out += ",\"".utf8
        out += UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        out += "\":".utf8
    }

    /// A JSON text: quotes, backslashes and control characters escaped, all else raw UTF-8.
    static func string(_ text: String, _ out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        defer { out.append(UInt8(ascii: "\"")) }
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            out += text.utf8
            return
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                out.append(UInt8(ascii: "\\"))
                out.append(byte)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                out += "\\u00".utf8
                out.append(digits[Int(byte >> 4)])
                out.append(digits[Int(byte & 15)])
            default: out.append(byte)
            }
        }
    }

    /// The day as precise as it was stated.
    static func day(_ day: FactDay) -> String {
        let text = day.day.description
        return switch day.precision {
        case .day: text
        case .month: String(text.prefix(7))
        case .year: String(text.prefix(4))
        }
    }
}

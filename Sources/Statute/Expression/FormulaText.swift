/// The text of a formula: `3,114.58 × 60 % × 9`. Whoever reads the text and computes it gets the amount (a test does so).
extension Formula {
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The text in UTF-8; nothing of it needs an escape in JSON.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64)
        write(into: &bytes, tightness: .sum)
        return bytes
    }

    /// How tightly the surroundings bind: parts that bind less are put in parentheses.
    enum Tightness: Int, Comparable {
        case sum, subtrahend, factor, divisor
        static func < (a: Tightness, b: Tightness) -> Bool { a.rawValue < b.rawValue }
    }

    func write(into out: inout [UInt8], tightness: Tightness) {
        switch self {
        case .money(let fen): Formula.decimal(fen, places: 2, keepsPlaces: true, into: &out)
        case .percent(let ppm):
            Formula.decimal(ppm, places: 4, keepsPlaces: false, into: &out)
            out.append(contentsOf: " %".utf8)
        case .number(let value, let places): Formula.decimal(value, places: places, keepsPlaces: true, into: &out)
        case .sum(let parts):
            enclosed(tightness > .sum, &out) { out in
                Formula.join(parts, " + ", .sum, .subtrahend, &out)
            }
        case .difference(let a, let b):
            enclosed(tightness > .sum, &out) { out in
                Formula.join([a, b], " − ", .sum, .subtrahend, &out)
            }
        case .product(let parts):
            enclosed(tightness == .divisor, &out) { out in
                Formula.join(parts, " × ", .factor, .divisor, &out)
            }
        case .quotient(let a, let b):
            enclosed(tightness == .divisor, &out) { out in
                Formula.join([a, b], " ÷ ", .factor, .divisor, &out)
            }
        case .greatest(let parts): Formula.call("max", parts, &out)
        case .least(let parts): Formula.call("min", parts, &out)
        case .toFen(let part): Formula.call("round", [part], &out)
        case .floored(let part): Formula.call("floor", [part], &out)
        }
    }

    private func enclosed(_ needed: Bool, _ out: inout [UInt8], _ body: (inout [UInt8]) -> Void) {
        if needed { out.append(UInt8(ascii: "(")) }
        body(&out)
        if needed { out.append(UInt8(ascii: ")")) }
    }

    private static func join(
        _ parts: [Formula], _ sign: String, _ first: Tightness, _ rest: Tightness, _ out: inout [UInt8]
    ) {
        for (index, part) in parts.enumerated() {
            if index > 0 { out.append(contentsOf: sign.utf8) }
            part.write(into: &out, tightness: index == 0 ? first : rest)
        }
    }

    private static func call(_ name: String, _ parts: [Formula], _ out: inout [UInt8]) {
        out.append(contentsOf: name.utf8)
        out.append(UInt8(ascii: "("))
        for (index, part) in parts.enumerated() {
            if index > 0 { out.append(contentsOf: "; ".utf8) }
            part.write(into: &out, tightness: .sum)
        }
        out.append(UInt8(ascii: ")"))
    }

    /// `value / 10^places` with a comma at each thousand; trailing zeros of the fraction are dropped unless kept.
    static func decimal(_ value: Int64, places: Int, keepsPlaces: Bool, into out: inout [UInt8]) {
        if value < 0 { out.append(UInt8(ascii: "-")) }
        var digits: [UInt8] = []
        var rest = value.magnitude
        repeat {
            digits.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0 || digits.count <= places
        for index in stride(from: digits.count - 1, through: places, by: -1) {
            out.append(digits[index])
            if index > places, (index - places) % 3 == 0 { out.append(UInt8(ascii: ",")) }
        }
        var last = 0
        if !keepsPlaces { while last < places, digits[last] == UInt8(ascii: "0") { last += 1 } }
        guard last < places else { return }
        out.append(UInt8(ascii: "."))
        for index in stride(from: places - 1, through: last, by: -1) { out.append(digits[index]) }
    }
}

import Foundation

/// One line of the results: a measured value beside its peer's, measured in the same run.
struct Measure {
    /// The target as a ratio to the peer or as a bound on the value; see the table in the README of Benchmarks.
    enum Target {
        case ratioAtLeast(Double)
        case ratioAtMost(Double)
        case atMost(Double)
        case atLeast(Double)
    }

    let name: String
    let unit: String
    let value: Double
    /// (highest - lowest) / median over the rounds; nil for what is counted and not timed.
    var spread: Double?
    /// What stands beside it, and the peer's value in the same unit.
    var peerName: String?
    var peer: Double?
    var target: Target?

    init(_ name: String, _ unit: String, _ value: Double, peer: (name: String, value: Double)? = nil, _ target: Target? = nil) {
        (self.name, self.unit, self.value, self.target) = (name, unit, value, target)
        (peerName, self.peer) = (peer?.name, peer?.value)
    }

    init(_ name: String, _ unit: String, _ series: Series, peer: (name: String, series: Series?)? = nil, _ target: Target? = nil) {
        self.init(name, unit, series.median, peer: peer.map { ($0.name, $0.series?.median ?? 0) }, target)
        spread = series.spread
    }

    var ratio: Double? { peer.flatMap { $0 > 0 ? value / $0 : nil } }

    var met: Bool? {
        switch target {
        case .ratioAtLeast(let bound): ratio.map { $0 >= bound }
        case .ratioAtMost(let bound): ratio.map { $0 <= bound }
        case .atMost(let bound): value <= bound
        case .atLeast(let bound): value >= bound
        case nil: nil
        }
    }

    var targetText: String {
        switch target {
        case .ratioAtLeast(let bound): "ratio >= \(Measure.short(bound))"
        case .ratioAtMost(let bound): "ratio <= \(Measure.short(bound))"
        case .atMost(let bound): "<= \(Measure.short(bound)) \(unit)"
        case .atLeast(let bound): ">= \(Measure.short(bound)) \(unit)"
        case nil: ""
        }
    }

    static func short(_ number: Double) -> String {
        if number >= 1000 { return String(Int(number.rounded())) }
        if number == number.rounded() { return String(Int(number)) }
        return String(format: number >= 10 ? "%.1f" : "%.3g", number)
    }
}

// MARK: Output

extension Measure {
    /// One object of `latest.json`.
    var json: String {
        func text(_ value: String?) -> String { value.map { "\"\($0)\"" } ?? "null" }
        func number(_ value: Double?) -> String { value.map { String(format: "%.6g", $0) } ?? "null" }
        return "{\"name\":\(text(name)),\"value\":\(number(value)),\"unit\":\(text(unit)),\"peer\":\(number(peer)),"
            + "\"ratio\":\(number(ratio)),\"target\":\(targetText.isEmpty ? "null" : text(targetText)),"
            + "\"met\":\(met.map(String.init) ?? "null"),\"peer_name\":\(text(peerName)),\"spread\":\(number(spread))}"
    }

    /// One line of the table.
    var row: String {
        func pad(_ text: String, _ width: Int) -> String { text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0) }
        let beside = peerName.map { "\($0) \(Measure.short(peer ?? 0))" } ?? ""
        let between = ratio.map { "x " + Measure.short($0) } ?? ""
        let noise = spread.map { "+-\(Int(($0 * 50).rounded())) %" } ?? ""
        let verdict = met.map { $0 ? "met" : "MISSED" } ?? ""
        return [
            pad(name, 52), pad(Measure.short(value) + " " + unit, 14), pad(noise, 8), pad(beside, 36), pad(between, 9), pad(targetText, 16),
            verdict,
        ].joined(separator: " ")
    }
}

import Foundation
import Wire

/// One line of the results: a measured value beside its peer's, measured in the same run.
struct Measure {
    let name: String
    let unit: String
    let value: Double
    /// What stands beside it, and the peer's value in the same unit.
    let peerName: String?
    let peer: Double?
    /// The target as a ratio to the peer or as a bound on the value; see performance targets in the README of Benchmarks.
    let target: Target?

    enum Target {
        case ratioAtLeast(Double)
        case ratioAtMost(Double)
        case valueAtMost(Double)
        case valueAtLeast(Double)
    }

    var ratio: Double? { peer.flatMap { $0 > 0 ? value / $0 : nil } }

    var met: Bool? {
        switch target {
        case .ratioAtLeast(let bound): ratio.map { $0 >= bound }
        case .ratioAtMost(let bound): ratio.map { $0 <= bound }
        case .valueAtMost(let bound): value <= bound
        case .valueAtLeast(let bound): value >= bound
        case nil: nil
        }
    }

    var targetText: String {
        switch target {
        case .ratioAtLeast(let bound): "ratio >= \(bound)"
        case .ratioAtMost(let bound): "ratio <= \(bound)"
        case .valueAtMost(let bound): "<= \(Measure.short(bound)) \(unit)"
        case .valueAtLeast(let bound): ">= \(Measure.short(bound)) \(unit)"
        case nil: ""
        }
    }

    static func short(_ number: Double) -> String {
        if number >= 1000 { return String(Int(number.rounded())) }
        return String(format: number >= 10 ? "%.1f" : "%.3g", number)
    }
}

extension Measure {
    /// `{name, value, unit, peer, ratio, target, met}`, numbers as decimal text would lose nothing but readability, so plain numbers.
    var json: String {
        func text(_ value: String?) -> String { value.map { "\"\($0)\"" } ?? "null" }
        func number(_ value: Double?) -> String { value.map { String(format: "%.6g", $0) } ?? "null" }
        let peerText = peer.map { "{\"name\":\(text(peerName)),\"value\":\(number($0))}" } ?? "null"
        return "{\"name\":\(text(name)),\"value\":\(number(value)),\"unit\":\(text(unit)),\"peer\":\(peerText),\"ratio\":\(number(ratio)),"
            + "\"target\":\(targetText.isEmpty ? "null" : text(targetText)),\"met\":\(met.map(String.init) ?? "null")}"
    }
}

/// The medians of interleaved runs: `rounds` times each body in turn, so that a noisy minute hits all of them alike.
func interleaved(rounds: Int, _ bodies: [(name: String, run: () throws -> Double)]) throws -> [String: (median: Double, spread: Double)] {
    var values: [String: [Double]] = [:]
    for _ in 0..<rounds {
        for body in bodies { values[body.name, default: []].append(try body.run()) }
    }
    return values.mapValues { list in
        let sorted = list.sorted()
        let median = sorted[sorted.count / 2]
        return (median, median > 0 ? ((sorted.last ?? 0) - (sorted.first ?? 0)) / median : 0)
    }
}

/// Seconds on a clock that only goes forward.
func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return seconds(ContinuousClock.now - start)
}

func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

import Foundation

/// Values of one measure over the rounds.
struct Series {
    var values: [Double] = []

    var median: Double { values.isEmpty ? 0 : values.sorted()[values.count / 2] }
    /// (highest - lowest) / median.
    var spread: Double { median > 0 ? ((values.max() ?? 0) - (values.min() ?? 0)) / median : 0 }
}

/// The medians of interleaved runs: `rounds` times each body in turn, so that a noisy minute hits all of them alike.
func interleaved(rounds: Int, _ bodies: [(name: String, run: () throws -> Double)]) throws -> [String: Series] {
    var series: [String: Series] = [:]
    for _ in 0..<rounds {
        for body in bodies { series[body.name, default: Series()].values.append(try body.run()) }
    }
    return series
}

/// Seconds on a clock that only goes forward.
func timed(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return elapsed(since: start)
}

func elapsed(since start: ContinuousClock.Instant) -> Double {
    let parts = (ContinuousClock.now - start).components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
}

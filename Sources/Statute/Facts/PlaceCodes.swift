/// The provinces and prefectures of GB/T 2260, those dissolved since 2000 included: a question about an earlier year may name them.
///
/// A district's own two digits are not listed: where its city is known, the city's rules hold for it, whatever they are.
package enum PlaceCodes {
    /// Is it the nation, a province, a prefecture or a district of one? Six digits, with `/pool` behind them or not.
    package static func isKnown(_ jurisdiction: String) -> Bool {
        let digits = jurisdiction.utf8.prefix(6).map { Int($0) - 48 }
        guard digits.count == 6, digits.allSatisfy({ (0...9).contains($0) }) else { return false }
        let (province, city, district) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3], digits[4] * 10 + digits[5])
        if province == 0 { return city == 0 && district == 0 }
        guard let cities = cities[province] else { return false }
        return city == 0 ? district == 0 : cities.contains(city)
    }

    private static func upTo(_ last: Int, _ more: Int...) -> Set<Int> { Set(Array(1...last) + more) }

    /// By the first two digits the second two. 90 stands for counties that the province administers itself.
    private static let cities: [Int: Set<Int>] = [
        11: upTo(2), 12: upTo(2), 13: upTo(11, 90), 14: upTo(11, 22, 23, 24), 15: upTo(9, 21, 22, 23, 25, 26, 27, 28, 29),
        21: upTo(14), 22: upTo(8, 24), 23: upTo(12, 27), 31: upTo(2), 32: upTo(13), 33: upTo(11, 25), 34: upTo(18), 35: upTo(9),
        36: upTo(11), 37: upTo(17), 41: upTo(17, 90), 42: upTo(13, 28, 90), 43: upTo(13, 31), 44: upTo(20, 51, 52, 53),
        45: upTo(14, 21, 22, 23, 24, 25, 26, 27), 46: upTo(4, 90), 50: upTo(3), 51: upTo(20, 32, 33, 34),
        52: upTo(6, 22, 23, 24, 26, 27), 53: upTo(9, 23, 25, 26, 28, 29, 31, 33, 34), 54: upTo(6, 21, 22, 23, 24, 25, 26),
        61: upTo(10), 62: upTo(12, 29, 30), 63: upTo(2, 21, 22, 23, 25, 26, 27, 28), 64: upTo(5),
        65: upTo(5, 21, 22, 23, 27, 28, 29, 30, 31, 32, 40, 42, 43, 90), 71: [], 81: [], 82: [],
    ]
}

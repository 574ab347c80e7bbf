import Base
import Wire

/// Bounds of a question; what lies beyond is refused, so that no input can make the arithmetic or the answer grow without end.
package enum FactLimits {
    /// The largest amount in fen: 100 billion yuan. No amount of the vocabulary lies below zero: what is taken off has a name of its own.
    package static let fen: Int64 = 10_000_000_000_000
    /// The largest rate: a thousandfold.
    package static let ppm: Int64 = 1_000_000_000
    package static let count: Int64 = 1_000_000
    /// Years that a date may lie in.
    package static let years = 1900...2200
    /// Months of lines of premiums, the question and its variants together.
    package static let months = 240
    /// Entries of one list.
    package static let entries = 1_200
    /// Entries of all lists, times the question and its variants: what one answer may cost.
    package static let work = 2_400
}

/// One JSON object of the facts being read: every member is asked for by name, and what nobody asked for is refused.
///
/// Where a value stands is spelt out only when something is wrong with it.
struct FactReader {
    let object: JSONObject
    private let parent: String
    /// The place in a list of that name.
    private let index: Int?

    init(_ value: JSON, _ path: String, index: Int? = nil) throws(FactError) {
        (parent, self.index) = (path, index)
        guard case .object(let object) = value else {
            throw FactError(.wrongType, FactReader.path(path, index), expected: "an object")
        }
        self.object = object
    }

    var path: String { FactReader.path(parent, index) }

    private static func path(_ parent: String, _ index: Int?) -> String { index.map { "\(parent)[\($0)]" } ?? parent }

    /// The member, absent and null alike nil.
    func value(_ name: String) -> JSON? {
        switch object[name] {
        case .null?, nil: nil
        case let value?: value
        }
    }

    func place(_ name: String) -> String { path + "." + name }

    /// Refuses every member that is not among the names.
    func only(_ names: String...) throws(FactError) {
        for key in object.keys where !names.contains(key) {
            throw FactError(.unknownName, place(key), expected: "one of " + names.joined(separator: ", "))
        }
    }

    func required<T>(_ name: String, _ value: T?) throws(FactError) -> T {
        guard let value else { throw FactError(.absent, place(name), expected: "a value") }
        return value
    }

    func int(_ name: String, in bounds: ClosedRange<Int64> = 0...FactLimits.count) throws(FactError) -> Int64? {
        guard let value = value(name) else { return nil }
        return try Scalar.int(value, place(name), bounds)
    }
    func money(_ name: String) throws(FactError) -> Int64? { try int(name, in: 0...FactLimits.fen) }
    func rate(_ name: String) throws(FactError) -> Int64? { try int(name, in: 0...FactLimits.ppm) }

    func bool(_ name: String) throws(FactError) -> Bool? {
        guard let value = value(name) else { return nil }
        return try Scalar.bool(value, place(name))
    }
    func text(_ name: String) throws(FactError) -> String? {
        guard let value = value(name) else { return nil }
        return try Scalar.text(value, place(name))
    }
    func day(_ name: String) throws(FactError) -> FactDay? {
        guard let value = value(name) else { return nil }
        return try Scalar.day(value, place(name))
    }
    func word<W: RawRepresentable & CaseIterable>(_ name: String, _: W.Type) throws(FactError) -> W? where W.RawValue == String {
        guard let value = value(name) else { return nil }
        return try Scalar.word(value, place(name))
    }
    func interval(_ name: String) throws(FactError) -> FactInterval? {
        guard let value = value(name) else { return nil }
        return try Scalar.interval(value, place(name))
    }

    /// `from` and `to` of this object; nil where neither stands.
    func ownInterval() throws(FactError) -> FactInterval? {
        let to = try day("to")
        guard let from = try day("from") else {
            guard to == nil else { throw FactError(.absent, place("from"), expected: "a day beside `to`") }
            return nil
        }
        guard let to else { return FactInterval(from: from, to: nil) }
        guard from.day <= to.lastDay else { throw FactError(.badValue, place("to"), expected: "a day not before `from`") }
        return FactInterval(from: from, to: to)
    }
}

/// Readers of single values.
enum Scalar {
    static func int(_ value: JSON, _ path: @autoclosure () -> String, _ bounds: ClosedRange<Int64>) throws(FactError) -> Int64 {
        guard case .int(let number) = value else { throw FactError(.wrongType, path(), expected: "a whole number") }
        guard bounds.contains(number) else {
            throw FactError(.badValue, path(), expected: "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return number
    }

    static func bool(_ value: JSON, _ path: @autoclosure () -> String) throws(FactError) -> Bool {
        guard case .bool(let flag) = value else { throw FactError(.wrongType, path(), expected: "true or false") }
        return flag
    }

    static func text(_ value: JSON, _ path: @autoclosure () -> String) throws(FactError) -> String {
        guard case .string(let text) = value else { throw FactError(.wrongType, path(), expected: "a text") }
        guard text.utf8.count <= 200 else { throw FactError(.badValue, path(), expected: "at most 200 bytes") }
        return text
    }

    static func day(_ value: JSON, _ path: @autoclosure () -> String) throws(FactError) -> FactDay {
        guard case .string(let text) = value else { throw FactError(.wrongType, path(), expected: "a day, YYYY-MM-DD or YYYY-MM") }
        guard let day = FactDay(text), FactLimits.years.contains(day.day.year) else {
            throw FactError(.badValue, path(), expected: "a day, YYYY-MM-DD or YYYY-MM, of the years 1900 to 2200")
        }
        return day
    }

    static func word<W: RawRepresentable & CaseIterable>(_ value: JSON, _ path: @autoclosure () -> String) throws(FactError) -> W
    where W.RawValue == String {
        guard case .string(let text) = value, let word = W(rawValue: text) else {
            throw FactError(.badValue, path(), expected: "one of " + W.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return word
    }

    static func interval(_ value: JSON, _ path: String) throws(FactError) -> FactInterval {
        let reader = try FactReader(value, path)
        try reader.only("from", "to", "reason")
        guard let interval = try reader.ownInterval() else { throw FactError(.absent, reader.place("from"), expected: "a day") }
        return interval
    }

    /// The objects of a list.
    static func entries(_ value: JSON, _ path: String) throws(FactError) -> [FactReader] {
        guard case .array(let elements) = value else { throw FactError(.wrongType, path, expected: "a list") }
        guard elements.count <= FactLimits.entries else {
            throw FactError(.tooMany, path, expected: "at most \(FactLimits.entries) entries")
        }
        var readers: [FactReader] = []
        readers.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() { readers.append(try FactReader(element, path, index: index)) }
        return readers
    }

    static func grade(_ value: JSON, _ path: @autoclosure () -> String) throws(FactError) -> Grade {
        if value == .null { return .unknown }
        let number = try int(value, path(), 0...10)
        return number == 0 ? .none : .known(Int(number))
    }
}

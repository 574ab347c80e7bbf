import Base
import Wire

/// The answer's JSON, written straight to bytes in one fixed order of members: equal questions give equal bytes.
extension Answer {
    package var bytes: [UInt8] { bytes(withID: true) }

    /// Without the id where an envelope has one already.
    package func bytes(withID: Bool) -> [UInt8] {
        var out = JSONWriter(capacity: 512 + items.count * 896)
        out.beginObject()
        if withID {
            out.key("id")
            out.value(id)
            if let line { out.member("line", Int64(line)) }
        }
        if let fault {
            out.key("error")
            out.beginObject()
            out.member("reason", fault.reason.rawValue)
            out.member("path", fault.path)
            out.member("expected", fault.expected)
            out.endObject()
        } else {
            out.list("items", items) { item, out in item.write(&out) }
            out.list("missing", missing) { missing, out in missing.write(&out) }
            out.list("warnings", warnings) { warning, out in out.string(warning) }
            if let standing {
                out.key("case")
                out.value(standing)
            }
        }
        out.endObject()
        return out.finish()
    }
}

extension Item {
    fileprivate func write(_ out: inout JSONWriter) {
        out.beginObject()
        out.member("code", code.rawValue)
        out.member("measure", measure.rawValue)
        out.member("payer", payer?.rawValue)
        if let line { out.member("line", line) }
        out.member("amount_fen", amount)
        out.member("low_fen", low)
        out.member("high_fen", high)
        out.member("from", from.map { FactDay($0) })
        out.member("to", to.map { FactDay($0) })
        out.key("period")
        if let period {
            out.beginObject()
            out.member("from", period.from)
            out.member("to", period.to)
            out.endObject()
        } else {
            out.null()
        }
        if let formula {
            out.key("formula")
            out.plain(formula.bytes)
        } else {
            out.member("formula", rangeText ?? "")
        }
        out.list("inputs", inputs) { input, out in input.write(&out) }
        out.list("basis", basis) { article, out in out.string(article) }
        out.list("packs", packs) { row, out in out.string(row) }
        out.member("confidence", confidence.rawValue)
        out.member("variant", variant)
        out.list("warnings", warnings) { warning, out in out.string(warning) }
        out.endObject()
    }
}

extension Input {
    fileprivate func write(_ out: inout JSONWriter) {
        out.beginObject()
        out.member("name", name)
        switch value {
        case .number(let number): out.member("value", number)
        case .flag(let flag):
            out.key("value")
            out.bool(flag)
        case .day(let day): out.member("value", day)
        case .text(let text): out.member("value", text)
        }
        out.member("from", from.rawValue)
        out.endObject()
    }
}

extension Missing {
    fileprivate func write(_ out: inout JSONWriter) {
        out.beginObject()
        out.member("code", code.rawValue)
        out.member("name", name)
        out.list("one_of", oneOf) { name, out in out.string(name) }
        let how = how
        out.key("how")
        out.beginObject()
        out.member("zh", how.zh)
        out.member("en", how.en)
        out.endObject()
        out.endObject()
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: StaticString, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    fileprivate mutating func member(_ name: StaticString, _ value: Int64?) {
        key(name)
        if let value { int(value) } else { null() }
    }

    fileprivate mutating func member(_ name: StaticString, _ day: FactDay?) {
        key(name)
        if let day { string(day.text) } else { null() }
    }

    fileprivate mutating func list<T>(_ name: StaticString, _ values: [T], _ write: (T, inout JSONWriter) -> Void) {
        key(name)
        beginArray()
        for value in values { write(value, &self) }
        endArray()
    }
}

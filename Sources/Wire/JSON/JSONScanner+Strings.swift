extension JSONScanner {
    /// From the opening quote to one behind the closing one. Checks UTF-8, escapes and surrogate pairs; refuses control characters.
    mutating func string() throws(JSONError) {
        let index = tokens.count
        at += 1
        tokens.append(JSONToken(kind: .string, start: UInt32(truncatingIfNeeded: at)))
        while true {
            skipPlain()
            guard at < count else { throw JSONError(.truncated, at: at) }
            let byte = base[at]
            switch byte {
            case 0x22:
                tokens[index].end = UInt32(truncatingIfNeeded: at)
                tokens[index].next = UInt32(truncatingIfNeeded: index + 1)
                at += 1
                return
            case 0x5C:
                tokens[index].escaped = true
                try escape()
            case 0..<0x20: throw JSONError(.syntax, at: at)
            case 0x20..<0x80: at += 1
            default: try character(byte)
            }
        }
    }

    /// Eight bytes at a time over ASCII without quote, backslash and control characters.
    private mutating func skipPlain() {
        let high: UInt64 = 0x8080_8080_8080_8080
        let ones: UInt64 = 0x0101_0101_0101_0101
        while at + 8 <= count {
            let word = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
            let quote = word ^ (ones &* 0x22)
            let slash = word ^ (ones &* 0x5C)
            let hit = (word &- (ones &* 0x20)) | (quote &- ones) | (slash &- ones) | word
            if hit & high != 0 { break }
            at += 8
        }
        while at < count {
            let byte = base[at]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte >= 0x80 { return }
            at += 1
        }
    }

    /// One character of two to four bytes, by the ranges of RFC 3629 §4.
    private mutating func character(_ lead: UInt8) throws(JSONError) {
        let length: Int
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, low) = (3, 0xA0)
        case 0xED: (length, high) = (3, 0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, low) = (4, 0x90)
        case 0xF4: (length, high) = (4, 0x8F)
        case 0xF1...0xF3: length = 4
        default: throw JSONError(.utf8, at: at)
        }
        for offset in 1..<length {
            guard at + offset < count else { throw JSONError(.truncated, at: count) }
            let byte = base[at + offset]
            guard byte >= low, byte <= high else { throw JSONError(.utf8, at: at) }
            (low, high) = (0x80, 0xBF)
        }
        at += length
    }

    private mutating func escape() throws(JSONError) {
        let start = at
        guard at + 1 < count else { throw JSONError(.truncated, at: count) }
        switch base[at + 1] {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: at += 2
        case 0x75:
            at += 2
            let unit = try hex4()
            if unit & 0xFC00 == 0xDC00 { throw JSONError(.surrogate, at: start) }
            if unit & 0xFC00 == 0xD800 {
                for expected in [0x5C, 0x75] as [UInt8] {
                    guard at < count else { throw JSONError(.truncated, at: count) }
                    if base[at] != expected { throw JSONError(.surrogate, at: start) }
                    at += 1
                }
                if try hex4() & 0xFC00 != 0xDC00 { throw JSONError(.surrogate, at: start) }
            }
        default: throw JSONError(.syntax, at: at)
        }
    }

    private mutating func hex4() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard at < count else { throw JSONError(.truncated, at: at) }
            guard let digit = JSONScanner.hexDigit(base[at]) else { throw JSONError(.syntax, at: at) }
            value = value << 4 | digit
            at += 1
        }
        return value
    }

    private static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x41 + 10)
        case 0x61...0x66: UInt32(byte - 0x61 + 10)
        default: nil
        }
    }

    /// The bytes a scanned string stands for. Called with strings that passed the scan only.
    static func unescaped(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var out = [UInt8]()
        out.reserveCapacity(bytes.count)
        var at = 0
        func unit(_ start: Int) -> UInt32 {
            var value: UInt32 = 0
            for index in start..<start + 4 { value = value << 4 | (hexDigit(bytes[index]) ?? 0) }
            return value
        }
        while at < bytes.count {
            guard bytes[at] == 0x5C else {
                out.append(bytes[at])
                at += 1
                continue
            }
            let kind = bytes[at + 1]
            at += 2
            guard kind == 0x75 else {
                out.append(plain(kind))
                continue
            }
            var scalar = unit(at)
            at += 4
            if scalar & 0xFC00 == 0xD800 {
                scalar = 0x10000 + (scalar & 0x3FF) << 10 + (unit(at + 2) & 0x3FF)
                at += 6
            }
            if let character = Unicode.Scalar(scalar) { out.append(contentsOf: UTF8.encode(character) ?? .init()) }
        }
        return out
    }

    private static func plain(_ escape: UInt8) -> UInt8 {
        switch escape {
        case 0x62: 0x08
        case 0x66: 0x0C
        case 0x6E: 0x0A
        case 0x72: 0x0D
        case 0x74: 0x09
        default: escape
        }
    }

    /// Compares the names of an object's members by what they stand for, so that `"a"` and `"\u0061"` are the same name.
    func refuseDuplicates(_ object: Int, _ members: Int) throws(JSONError) {
        var key = object + 1
        if members > 12 {
            var seen = Set<[UInt8]>(minimumCapacity: members)
            for _ in 0..<members {
                if !seen.insert(name(key)).inserted { throw JSONError(.duplicateKey, at: Int(tokens[key].start)) }
                key = Int(tokens[key + 1].next)
            }
            return
        }
        for index in 0..<members {
            var other = object + 1
            for _ in 0..<index {
                if sameName(other, key) { throw JSONError(.duplicateKey, at: Int(tokens[key].start)) }
                other = Int(tokens[other + 1].next)
            }
            key = Int(tokens[key + 1].next)
        }
    }

    private func raw(_ key: Int) -> UnsafeBufferPointer<UInt8> {
        let token = tokens[key]
        return UnsafeBufferPointer(start: base + Int(token.start), count: Int(token.end - token.start))
    }

    private func name(_ key: Int) -> [UInt8] { tokens[key].escaped ? JSONScanner.unescaped(raw(key)) : Array(raw(key)) }

    private func sameName(_ a: Int, _ b: Int) -> Bool {
        if tokens[a].escaped || tokens[b].escaped { return name(a) == name(b) }
        let (left, right) = (raw(a), raw(b))
        guard left.count == right.count else { return false }
        for index in 0..<left.count where left[index] != right[index] { return false }
        return true
    }
}

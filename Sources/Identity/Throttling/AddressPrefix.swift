/// The part of a peer's address that sign-in attempts are counted under: /24 of IPv4, /64 of IPv6; nil for Unix sockets and whatever
/// has no address.
package enum AddressPrefix {
    /// `address`: as the socket names it, without port: `192.0.2.7`, `2001:db8::1`, `::ffff:192.0.2.7`, with or without `%zone`.
    package static func of(_ address: String?) -> String? {
        guard let address else { return nil }
        let bare = address.prefix { $0 != "%" }
        if bare.contains(":") {
            if let dot = bare.lastIndex(of: ":"), bare[bare.index(after: dot)...].contains(".") {
                return ipv4(bare[bare.index(after: dot)...])
            }
            return ipv6(bare)
        }
        return ipv4(bare)
    }

    private static func ipv4(_ text: Substring) -> String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4, let a = parts[0], let b = parts[1], let c = parts[2], parts[3] != nil else { return nil }
        return "\(a).\(b).\(c).0/24"
    }

    private static func ipv6(_ text: Substring) -> String? {
        let halves = splitAtDouble(text)
        var groups = halves.head.map { UInt16($0, radix: 16) }
        if let tail = halves.tail {
            let end = tail.map { UInt16($0, radix: 16) }
            guard groups.count + end.count < 8 else { return nil }
            groups += [UInt16?](repeating: 0, count: 8 - groups.count - end.count) + end
        }
        guard groups.count == 8, groups.allSatisfy({ $0 != nil }) else { return nil }
        return groups.prefix(4).map { String($0 ?? 0, radix: 16) }.joined(separator: ":") + "::/64"
    }

    /// The groups before and, where there is a `::`, after it.
    private static func splitAtDouble(_ text: Substring) -> (head: [Substring], tail: [Substring]?) {
        let bytes = Array(text.utf8)
        guard let at = bytes.indices.first(where: { $0 + 1 < bytes.count && bytes[$0] == 58 && bytes[$0 + 1] == 58 }) else {
            return (text.split(separator: ":", omittingEmptySubsequences: false), nil)
        }
        let head = Substring(decoding: bytes[..<at], as: UTF8.self).split(separator: ":", omittingEmptySubsequences: true)
        let tail = Substring(decoding: bytes[(at + 2)...], as: UTF8.self).split(separator: ":", omittingEmptySubsequences: true)
        return (head, tail)
    }
}

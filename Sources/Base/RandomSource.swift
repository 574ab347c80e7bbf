#if canImport(Glibc)
import Glibc
#endif
import Synchronization

/// Where randomness comes from: a parameter, so that a simulation repeats from its seed.
public protocol RandomSource: Sendable {
    func next() -> UInt64
    /// `count` random bytes.
    func bytes(_ count: Int) -> [UInt8]
}

/// The system's cryptographic generator.
public struct SystemRandom: RandomSource {
    public init() {}
    public func next() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    #if canImport(Glibc)
    /// The system is asked once for all of them, not for eight at a time: an act takes some forty words for salts and nonces.
    public func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            // As many as one call gives (getentropy(3)); the start of a machine is waited for.
            while filled < count, let base = buffer.baseAddress {
                let more = min(count - filled, 256)
                guard getentropy(base + filled, more) == 0 else { break }
                filled += more
            }
            // A kernel without the call: the standard generator, which ends the process rather than answer with less.
            while filled < count {
                buffer[filled] = UInt8(truncatingIfNeeded: next())
                filled += 1
            }
        }
    }
    #endif
}

/// SplitMix64 from a seed: for tests, demos and benchmarks; never for keys that protect anything.
public final class SeededRandom: RandomSource {
    // The generator's state; a Mutex only because a source may be shared between tasks.
    private let state: Mutex<UInt64>

    public init(seed: UInt64) { state = Mutex(seed) }

    public func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }
}

extension RandomSource {
    public func bytes(_ count: Int) -> [UInt8] {
        var out = [UInt8]()
        out.reserveCapacity(count + 7)
        while out.count < count {
            var word = next()
            for _ in 0..<8 {
                out.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        out.removeLast(out.count - count)
        return out
    }

    /// A number in `0..<bound`; `bound` must be positive. The bias is below bound / 2^64.
    public func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

    /// A record id as clients make them: 64 random bits, 11 characters of base64url.
    public func recordID() -> String { Base64URL.encode(bytes(8)) }
}

import Base
import Crypto

extension KeyRing {
    /// A 16-byte HMAC of a value under the tenant's index key; `space` keeps equal texts of different meaning apart.
    package func index(_ space: String, _ value: some Sequence<UInt8>) -> [UInt8] {
        mac(space, value).withUnsafeBytes { Array($0.prefix(16)) }
    }

    private func mac(_ space: String, _ value: some Sequence<UInt8>) -> HMAC<SHA256>.MAC {
        var text = [UInt8]()
        text.reserveCapacity(space.utf8.count + 1 + value.underestimatedCount)
        text.append(contentsOf: space.utf8)
        text.append(0)
        text.append(contentsOf: value)
        // A copy of the state that has taken the key in: half of the price of so short a text.
        var mac = indexMAC
        mac.update(data: text)
        return mac.finalize()
    }

    /// The first 8 bytes of such an HMAC. Two texts meet with odds of 2^-64 a pair; readers check the body.
    func leafKey(_ space: LeafIndex.Space, _ text: String) -> Int64 {
        mac(space.name, text.utf8).withUnsafeBytes { Int64(bigEndian: $0.loadUnaligned(as: Int64.self)) }
    }

    /// The key of a feed's row: the name itself (it holds an employee's number) is sealed.
    func feedKey(_ text: String) -> [UInt8] { index("feed", text.utf8) }

    /// The keyed hash of a mutation's signed bytes, by which a repeat is told from another act under the same n.
    func mutationHash(_ canonical: [UInt8]) -> [UInt8] { index("mutation", canonical) }
}

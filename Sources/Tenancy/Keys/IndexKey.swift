import Base
import Crypto

extension KeyRing {
    /// A 16-byte HMAC of a value under the tenant's index key; `space` keeps equal texts of different meaning apart.
    package func index(_ space: String, _ value: some Sequence<UInt8>) -> [UInt8] {
        // A copy of the state that has taken the key in: half of the price of so short a text.
        var mac = indexMAC
        mac.update(data: Array(space.utf8) + [0] + value)
        return Array(mac.finalize().prefix(16))
    }

    /// The key of a feed's row: the name itself (it holds an employee's number) is sealed.
    func feedKey(_ text: String) -> [UInt8] { index("feed", text.utf8) }

    /// The keyed hash of a mutation's signed bytes, by which a repeat is told from another act under the same n.
    func mutationHash(_ canonical: [UInt8]) -> [UInt8] { index("mutation", canonical) }
}

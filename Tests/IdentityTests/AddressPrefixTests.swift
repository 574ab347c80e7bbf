import Identity
import Testing

@Suite("Address prefixes")
struct AddressPrefixTests {
    @Test("Attempts are counted by /24 and /64", arguments: [
        ("192.0.2.7", "192.0.2.0/24"), ("::ffff:192.0.2.7", "192.0.2.0/24"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8::1", "2001:db8:0:0::/64"), ("::1", "0:0:0:0::/64"), ("fe80::1%eth0", "fe80:0:0:0::/64"),
    ])
    func prefixes(address: String, prefix: String) { #expect(AddressPrefix.of(address) == prefix) }

    @Test("What is no address has no prefix", arguments: ["", "unix", "1.2.3", "1.2.3.4.5", "1.2.3.999", "2001:db8", "1:2:3:4:5:6:7:8:9"])
    func none(address: String) { #expect(AddressPrefix.of(address) == nil) }

    @Test("A Unix socket has none") func unix() { #expect(AddressPrefix.of(nil) == nil) }
}

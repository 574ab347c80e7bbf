package import Records

/// Who says that a key is that person's (why.md B18). It stands in the device's record, in the leaf of its key, and wherever the
/// key's acts count.
package struct Voucher: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// An activation code handed out by the officer `by`.
        case code
        /// A password that was set under a code of the officer `by`.
        case password
        /// Another device of the same person, `by`.
        case device
        /// Nobody: a device without a key.
        case none
    }

    package var kind: Kind
    package var by: String?

    package init(_ kind: Kind, by: String? = nil) {
        self.kind = kind
        self.by = by
    }

    /// `code:12`, as principals and leaves carry it.
    package var text: String { by.map { "\(kind.rawValue):\($0)" } ?? kind.rawValue }

    /// No one but the employer says whose key it is: acts under it count as the employer's statement until another voucher
    /// confirms it.
    package var isEmployerOnly: Bool { kind == .code || kind == .password }
}

extension Device {
    package var vouched: Voucher { Voucher(Voucher.Kind(rawValue: voucher) ?? .none, by: voucherBy) }
    /// The P-256 key, X9.63 compressed; nil for a device without one.
    package var key: [UInt8]? { publicKey.isEmpty ? nil : DeviceKey.bytes(publicKey) }
}

/// The 8 bytes a used id is remembered by: (collection, id) mixed to 64 bits. Stable for ever: it is stored.
package enum SpentHash {
    package static func of(collection: Int32, id: String) -> Int64 {
        // FNV-1a over both, then the finaliser of MurmurHash3, so that near ids do not stay near.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for shift in [24, 16, 8, 0] { mix(UInt8(truncatingIfNeeded: collection >> Int32(shift))) }
        for byte in id.utf8 { mix(byte) }
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return Int64(bitPattern: hash ^ (hash >> 33))
    }
}

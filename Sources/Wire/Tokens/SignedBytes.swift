/// The bytes that keys sign: one prefix a use, so that a signature for one thing is never a signature for another (protocol §4, §7).
public enum SignedBytes {
    /// Every use of a device's key.
    public enum Use: String, CaseIterable, Sendable {
        case mutation = "gongdao/v1/mutation\n"
        case auth = "gongdao/v1/auth\n"
        /// A device reports that it carried out a lock or a wipe.
        case deviceDone = "gongdao/v1/device.done\n"
        /// A device says that another key is the same person's.
        case deviceVouch = "gongdao/v1/device.vouch\n"
    }

    /// Of an act: prefix + canonical([tenant, device, subject, queue, n, op, a, if, when]); absent `if` and `when` are null. These
    /// bytes are stored as they are. Throws where `a`, `if` or `when` has no canonical form.
    public static func mutation(
        tenant: String, device: String, subject: String, queue: String, n: Int64, op: String, a: JSON, if condition: JSON? = nil,
        when: JSON? = nil
    ) throws(JSONError) -> [UInt8] {
        let parts: [JSON] = [
            .string(tenant), .string(device), .string(subject), .string(queue), .int(n), .string(op), a, condition ?? .null,
            when ?? .null,
        ]
        return Array(Use.mutation.rawValue.utf8) + (try JSON.array(parts).canonical())
    }

    /// Of a sign-in: prefix + canonical([server, tenant, device, nonce]).
    public static func challenge(server: String, tenant: String, device: String, nonce: String) -> [UInt8] {
        strings(.auth, [server, tenant, device, nonce])
    }

    /// Of a carried out `device.revoke`: prefix + canonical([server, tenant, device, what, nonce]).
    public static func deviceDone(server: String, tenant: String, device: String, what: String, nonce: String) -> [UInt8] {
        strings(.deviceDone, [server, tenant, device, what, nonce])
    }

    /// Of a voucher: prefix + canonical([server, tenant, device, vouched device, its key, nonce]).
    public static func deviceVouch(
        server: String, tenant: String, device: String, vouched: String, key: String, nonce: String
    ) -> [UInt8] {
        strings(.deviceVouch, [server, tenant, device, vouched, key, nonce])
    }

    /// An array of strings is its own canonical form.
    private static func strings(_ use: Use, _ parts: [String]) -> [UInt8] {
        Array(use.rawValue.utf8) + JSON.array(parts.map(JSON.string)).bytes
    }
}

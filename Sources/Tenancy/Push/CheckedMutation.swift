import Base
import Casework
import Crypto
import Foundation
import Wire

/// A mutation with the bytes its device signed; the signature is verified before it reaches the writer.
struct CheckedMutation: Sendable {
    let n: Int64
    let op: String
    let a: JSON
    let condition: JSON?
    let when: JSON?
    /// Prefix and canonical array; what is hashed, verified and kept.
    let canonical: [UInt8]
    let signature: [UInt8]?

    /// The canonical array itself.
    var act: ArraySlice<UInt8> { canonical.dropFirst(SignedBytes.Use.mutation.rawValue.utf8.count) }
}

extension PushRequest {
    /// Checks what can be checked without the partition: queue name, consecutive numbers, canonical form. Nothing is done where
    /// any of it is wrong (why.md S5).
    func checked(for p: Principal) throws(RPCError) -> [CheckedMutation] {
        guard let dot = queue.lastIndex(of: "."), let number = Int(queue[queue.index(after: dot)...]),
            String(number) == queue[queue.index(after: dot)...], (0..<Limits.queuesPerDevice).contains(number)
        else { throw .invalid(field: "q", reason: "queue.name", text: ("队列编号应为“设备.0-15”。", "A queue is named <device>.<0-15>.")) }
        // Another device's queue is not there for this one (why.md S7).
        guard !p.deviceID.isEmpty, queue[..<dot] == p.deviceID else { throw RPCError(.notFound) }
        guard !mutations.isEmpty else { throw .invalid(field: "muts", reason: "muts.empty", text: ("没有操作。", "There are no mutations.")) }
        guard mutations.count <= Limits.mutationsPerPush else { throw RPCError(.tooLarge, value: Int64(Limits.mutationsPerPush)) }
        var out: [CheckedMutation] = []
        out.reserveCapacity(mutations.count)
        for (index, mutation) in mutations.enumerated() {
            guard mutation.n >= 1, mutation.n == mutations[0].n + Int64(index) else {
                throw .invalid(field: "muts[\(index)].n", reason: "queue.order", text: ("序号必须连续。", "Numbers must be consecutive."))
            }
            out.append(try check(mutation, index, p))
        }
        return out
    }

    private func check(_ mutation: Mutation, _ index: Int, _ p: Principal) throws(RPCError) -> CheckedMutation {
        let canonical: [UInt8]
        do {
            canonical = try SignedBytes.mutation(
                tenant: p.tenant, device: p.deviceID, subject: String(p.actor.subject), queue: queue, n: mutation.n, op: mutation.op,
                a: mutation.a, if: mutation.condition, when: mutation.when)
        } catch {
            throw .invalid(field: "muts[\(index)]", reason: "canonical", text: ("内容没有规范形式。", "The mutation has no canonical form."))
        }
        guard canonical.count <= Limits.mutationBytes else { throw RPCError(.tooLarge, value: Int64(Limits.mutationBytes)) }
        let signature = mutation.signature.flatMap { Base64URL.decode($0) }
        let keyed = p.device?.publicKey != nil
        // A key must sign; a signature nobody can check is refused rather than kept as if it proved something.
        guard keyed ? signature?.count == 64 : mutation.signature == nil else { throw PushRequest.badSignature(index) }
        return CheckedMutation(
            n: mutation.n, op: mutation.op, a: mutation.a, condition: mutation.condition, when: mutation.when, canonical: canonical,
            signature: signature)
    }

    static func badSignature(_ index: Int) -> RPCError {
        .invalid(field: "muts[\(index)].sig", reason: "signature", text: ("签名无效。", "The signature does not hold."))
    }

    /// Verifies all signatures; about 90 µs each, so on a pool.
    static func verify(_ mutations: [CheckedMutation], _ device: DeviceInfo?) -> RPCError? {
        guard let device, device.publicKey != nil else { return nil }
        for (index, mutation) in mutations.enumerated() {
            guard let key = device.key, let bytes = mutation.signature,
                let signature = try? P256.Signing.ECDSASignature(rawRepresentation: bytes),
                key.isValidSignature(signature, for: mutation.canonical)
            else { return badSignature(index) }
        }
        return nil
    }
}

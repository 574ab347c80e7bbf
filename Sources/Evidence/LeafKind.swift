/// What a leaf of the log records (why.md B11). The number is part of the leaf's bytes and is never reused.
package enum LeafKind: UInt8, Sendable, CaseIterable {
    /// A client's mutation that was applied.
    case mutation = 1
    /// A client's mutation that was consumed and refused (`no`, `cf`).
    case refused = 2
    /// Another person's pay, medical or case data was read, with its purpose.
    case access = 3
    /// A timer fired.
    case timer = 4
    /// A notice was issued, or one of its receipts arrived.
    case notice = 5
    /// A slice of an import was applied or undone.
    case `import` = 6
    /// A device key was enrolled, replaced or revoked; a data key was rotated.
    case key = 7
    /// The server itself: restored, suspended, resumed, deleted, roles changed.
    case system = 8
}

package import Store

/// What is broken when a store does not keep the contract.
package struct ContractViolation: Error, CustomStringConvertible {
    package let description: String
}

package func expect(_ condition: Bool, _ what: @autoclosure () -> String, line: UInt = #line) throws {
    if !condition { throw ContractViolation(description: "\(what()) (line \(line))") }
}

package func expectEqual<T: Equatable>(_ found: T, _ wanted: T, _ what: String, line: UInt = #line) throws {
    if found != wanted { throw ContractViolation(description: "\(what): found \(found), wanted \(wanted) (line \(line))") }
}

/// Runs `body`, which must throw the given error.
package func expectThrows(_ wanted: StoreError, _ what: String, line: UInt = #line, _ body: () throws -> Void) throws {
    do {
        try body()
    } catch let error as StoreError {
        if case .commitUnknown = wanted, case .commitUnknown = error { return }
        if case .other = wanted, case .other = error { return }
        if case .rollback = wanted, case .rollback = error { return }
        return try expectEqual(error, wanted, what, line: line)
    }
    throw ContractViolation(description: "\(what): nothing was thrown (line \(line))")
}

/// A store under test: how to open tenant 1 of a fresh place, and how to come back to it as after a restart.
package protocol ContractSubject: AnyObject {
    var faults: FaultPlan { get }
    /// The factory in use.
    var factory: any StoreFactory { get }
    /// Lets go of everything opened and makes a factory on the same place again.
    func restart() throws
    /// A path a backup may be written to.
    func backupPath() -> String
}

extension ContractSubject {
    package func open() throws -> any TenantStore { try factory.tenant(1, create: true) }
}

/// One promise and the proof of it.
package struct ContractCase: Sendable, CustomStringConvertible {
    package let name: String
    package let run: @Sendable (any ContractSubject) async throws -> Void

    init(_ name: String, _ run: @escaping @Sendable (any ContractSubject) async throws -> Void) {
        self.name = name
        self.run = run
    }

    package var description: String { name }
}

package enum StoreContract {
    /// Every promise of the contract.
    package static let cases: [ContractCase] =
        recordCases + walkCases + transactionCases + accessCases + queueCases + thingCases + sealedCases + faultCases + fileCases
        + platformCases
}

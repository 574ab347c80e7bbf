/// Every operation of `sync.push`, by its name on the wire.
package enum CommandRegistry {
    package static let all: [AnyCommand] = ([AnyCommand(VoidCommand.self)]).sorted { $0.op < $1.op }

    /// Operations of earlier versions: answered `no 1503`.
    package static let retired: Set<String> = []

    package static subscript(op: String) -> AnyCommand? { byName[op] }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.op, $0) })
}

import Wire

/// One account of the demo, as printed.
struct DemoAccount: Sendable {
    var role: String
    /// Of an operator: his name.
    var staffNo: String
    var password: String

    var json: JSON { ["role": .string(role), "staff_no": .string(staffNo), "password": .string(password)] }
}

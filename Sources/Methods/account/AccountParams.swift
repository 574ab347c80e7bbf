internal import Base
internal import Casework
internal import Identity
internal import Records
internal import Tenancy
internal import Wire

/// Whose account is meant: by staff number, employee id or account id; exactly one of them.
struct AccountParams: Decodable {
    var staff_no: String?
    var employee: String?
    var account: String?

    static let fields: [Field] = [
        .optional("staff_no", .id, "staff number"), .optional("employee", .id, "employee id"), .optional("account", .id, "account id"),
    ]

    func reference() throws(RPCError) -> AccountRef {
        switch (staff_no, employee, account) {
        case (let number?, nil, nil): .staffNo(number)
        case (nil, let id?, nil): .employee(id)
        case (nil, nil, let id?): .account(id)
        default: throw .params(field: "staff_no", reason: "missing")
        }
    }
}

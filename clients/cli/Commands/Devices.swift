import ArgumentParser
import Base
import GongdaoClient
import Records
import Wire

struct Devices: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices", abstract: say("help.devices"), subcommands: [DevicesList.self, DevicesRevoke.self],
        defaultSubcommand: DevicesList.self)
}

struct DevicesList: Subcommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: say("help.devices.list"))

    @OptionGroup var options: GlobalOptions

    func perform(_ workspace: Workspace) async throws {
        let answer = try await workspace.client().request("device.list")
        let devices = answer["devices"]?.arrayValue ?? []
        workspace.output.emit("devices", .array(devices)) { page in
            var table = Table([
                Table.left(say("field.id")), Table.flexible(say("field.name")), Table.left(say("field.status")),
                Table.left(say("field.voucher")), Table.left(say("field.created")), Table.left(say("field.last_used")), Table.left(""),
            ])
            for device in devices {
                table.add(
                    device["id"]?.stringValue ?? "", device["name"]?.stringValue ?? "", word("device", device["state"]?.stringValue),
                    word("voucher", device["voucher"]?["kind"]?.stringValue), Show.ms(device["created_ms"]?.intValue) ?? "",
                    Show.ms(device["last_ms"]?.intValue) ?? "", device["current"]?.boolValue == true ? say("mark.this_device") : "")
            }
            page.table(table)
        }
    }
}

struct DevicesRevoke: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: say("help.devices.revoke"), discussion: say("help.devices.revoke.discussion"))

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(say("help.device_id"))) var id: String
    @Flag(name: .long, help: ArgumentHelp(say("help.devices.wipe"))) var wipe = false

    func perform(_ workspace: Workspace) async throws {
        let order = wipe ? "wipe" : "lock"
        _ = try await workspace.client().request("device.revoke", ["dev": .string(id), "do": .string(order)])
        workspace.output.emit("device_revoked", ["id": .string(id), "do": .string(order)]) { $0.line(say("device.\(order)", id)) }
    }
}

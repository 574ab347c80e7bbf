import Base

extension Setting {
    /// Every key there is, in the order of the sample file.
    package static let all: [Setting] = [
        Setting("server.name", .text, "gongdao", "The name that devices sign when they sign in. Never change it once devices are enrolled."),
        Setting("data.dir", .path, "/var/lib/gongdao/data", "The databases: platform.sqlite and tenants/<number>.sqlite. One process at a time."),
        Setting(
            "keys.dir", .path, "/var/lib/gongdao/keys",
            "Every tenant's data keys, wrapped with the platform key. Back it up apart from the databases: deleting a tenant deletes its file here."),
        Setting("backup.dir", .path, "/var/lib/gongdao/backup", "Where `gongdaod backup` and the copies made before a migration go."),
        Setting(
            "key.file", .path, nil,
            "A file with the platform key, readable by this user only, outside data, keys and backup. Not needed where systemd passes a "
                + "credential named platform-key, or the environment GONGDAO_PLATFORM_KEY holds it."),
        Setting("listen.tcp", .address, nil, "Plain TCP, for tests and behind a TLS proxy on this machine."),
        Setting("listen.tcp_anywhere", .flag, "false", "Allow listen.tcp on another address than loopback: everybody on the way can read along."),
        Setting("listen.tls", .address, nil, "TLS 1.3 for employees' clients, such as 0.0.0.0:7443."),
        Setting("listen.unix", .path, nil, "A Unix socket for clients on this machine."),
        Setting("listen.unix_mode", .choice(["0600", "0660"]), "0600", "Who may open the sockets: this user, or also its group."),
        Setting("operator.tcp", .address, nil, "The operators' listener, loopback only."),
        Setting("operator.tls", .address, nil, "The operators' listener with TLS."),
        Setting("operator.unix", .path, nil, "The operators' listener as a Unix socket."),
        Setting("tls.certificate", .path, nil, "The certificate chain, PEM, own certificate first. Read again on SIGHUP."),
        Setting("tls.key", .path, nil, "The certificate's private key, PEM. Read again on SIGHUP."),
        Setting("log.level", .choice(["debug", "info", "notice", "warning", "error"]), "info", "The least that is logged."),
        Setting("log.format", .choice(["text", "json"]), "text", "Lines for people, or one JSON object a line. To standard error."),
        Setting(
            "limits.connections", .integer(1...1_000_000), String(Limits.connections),
            "Open connections; more are told to come back later. Start checks it against the limit of open files."),
        Setting(
            "limits.per_prefix", .integer(1...1_000_000), String(Limits.connectionsPerPrefix),
            "Open connections from one address prefix (/24 of IPv4, /64 of IPv6), whether or not they have said anything. Loopback is not "
                + "counted: a proxy on this machine brings everybody from there."),
        Setting(
            "limits.tenants", .integer(1...100_000), String(Limits.openTenants),
            "Tenants held open at a time; those idle longest are closed for others."),
        Setting("limits.threads", .integer(0...256), "0", "Event loops; 0: one for each processor."),
        Setting("drain.seconds", .integer(0...600), String(Limits.drainMs / 1000), "How long a stop waits for open requests."),
        Setting("jobs.timer_ms", .integer(10...60_000), "1000", "How often due deadlines, imports and housekeeping are looked after."),
        Setting(
            "clock.accept_earlier", .flag, "false",
            "Start although the clock is earlier than the last time this data was in use. Only after a wrong clock was set right."),
    ]

    package static func named(_ key: String) -> Setting? { all.first { $0.key == key } }
}

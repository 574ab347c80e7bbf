import Base
import Bootstrap
import Foundation
import Listeners
import Support
import Methods
import Testing

@Suite struct SettingsTests {
    private func read(_ arguments: [String] = [], _ environment: [String: String] = [:], yaml: String? = nil) async throws -> Settings {
        guard let yaml else { return try await Settings.read(file: nil, environment: environment, arguments: arguments) }
        let home = try Home()
        try home.write("c.yaml", yaml)
        return try await Settings.read(file: home.path + "/c.yaml", environment: environment, arguments: arguments)
    }

    private func error(_ arguments: [String] = [], _ environment: [String: String] = [:], yaml: String? = nil) async -> String {
        do {
            _ = try await read(arguments, environment, yaml: yaml)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test func withoutAnythingEverySettingHasItsStandard() async throws {
        let settings = try await read()
        #expect(settings.dataDir == "/var/lib/gongdao/data" && settings.connections == Limits.connections && settings.listeners.isEmpty)
        #expect(settings.drainSeconds == 10 && !settings.acceptsEarlierClock && settings.logLevel == "info")
    }

    @Test func flagsWinOverTheEnvironmentAndThatOverTheFile() async throws {
        let yaml = "data:\n  dir: /from/file\nserver:\n  name: file\nlimits:\n  connections: 5\n"
        let environment = ["GONGDAO_DATA_DIR": "/from/environment", "GONGDAO_SERVER_NAME": "environment"]
        let settings = try await read(["--data-dir", "/from/flag"], environment, yaml: yaml)
        #expect(settings.dataDir == "/from/flag" && settings.serverName == "environment" && settings.connections == 5)
    }

    @Test func everyKindOfListenerIsUnderstood() async throws {
        let settings = try await read([
            "--listen-tcp=127.0.0.1:0", "--listen-tls", "[::]:7443", "--tls-certificate", "/c", "--tls-key", "/k", "--operator-unix",
            "/run/op", "--listen-unix-mode", "0660",
        ])
        #expect(settings.listeners.map(\.endpoint) == [
            .tcp(host: "127.0.0.1", port: 0), .tls(host: "::", port: 7443), .unix(path: "/run/op", mode: 0o660),
        ])
        #expect(settings.listeners.map(\.door.rawValue) == ["tenants", "tenants", "operators"])
    }

    @Test func whatIsNoSettingIsRefusedAndTheLikelyOneNamed() async {
        #expect(await error(["--data-dri", "/x"]).contains("did you mean --data-dir?"))
        #expect(await error([], ["GONGDAO_DATA_DRI": "/x"]).contains("did you mean GONGDAO_DATA_DIR?"))
        let inFile = await error(yaml: "# a comment\ndata:\n  dri: /x\n")
        #expect(inFile.contains("data.dri") && inFile.contains("line 3") && inFile.contains("did you mean data.dir?"))
        #expect(await error(yaml: "zzz: 1\n").contains("zzz"))
        // The client's own variables with the same prefix are none of the server's business.
        #expect(await error([], ["GONGDAO_PROFILE": "x", "GONGDAO_PLATFORM_KEY": "y"]) == "")
    }

    @Test(arguments: [
        (["--limits-connections", "many"], "limits.connections"), (["--limits-connections=0"], "limits.connections"),
        (["--log-level", "loud"], "log.level"), (["--listen-tcp", "nowhere"], "listen.tcp"), (["--data-dir", "relative"], "data.dir"),
        (["--listen-tcp", "0.0.0.0:7000"], "listen.tls"), (["--operator-tcp", "10.0.0.1:7000"], "operator.tls"),
        (["--listen-tls", ":7443"], "tls.certificate"), (["--data-dir"], "--data-dir"), (["--keys-dir", "/var/lib/gongdao/data/k"], "keys.dir"),
        (["--backup-dir", "/var/lib/gongdao/keys"], "keys.dir"), (["--clock-accept-earlier=perhaps"], "clock.accept_earlier"),
    ])
    func badValuesNameTheirKey(_ arguments: [String], _ key: String) async {
        #expect(await error(arguments).contains(key))
    }

    @Test func everyMistakeIsToldAtOnce() async throws {
        let home = try Home()
        try home.write("c.yaml", "data:\n  dri: /x\nlimits:\n  connections: many\nlog:\n  level: loud\n")
        let (_, mistakes) = await Settings.examine(
            file: home.path + "/c.yaml", environment: ["GONGDAO_DATA_DRI": "/y"], arguments: ["--listen-tcp", "nowhere", "--kyes-dir", "/z"])
        let told = mistakes.map(\.description)
        for part in ["data.dri", "GONGDAO_DATA_DRI", "limits.connections", "log.level", "listen.tcp", "--kyes-dir"] {
            #expect(told.contains { $0.contains(part) }, "\(part) is not in \(told)")
        }
        #expect(told.count == 6, "\(told)")
    }

    /// Whoever has set up `gongdao` in the environment can start the server from it.
    @Test func variablesOfTheCommandLineForPeopleAreNoMistakes() async throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../clients")
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).map { folder.appendingPathComponent($0) }
        var names: Set<String> = []
        for file in files where file.pathExtension == "swift" {
            for match in try String(contentsOf: file, encoding: .utf8).matches(of: /GONGDAO_[A-Z_]+[A-Z]/) { names.insert(String(match.output)) }
        }
        #expect(names.contains("GONGDAO_OPERATOR_NAME") && names.count > 6)
        let environment = Dictionary(uniqueKeysWithValues: names.map { ($0, "x") })
        #expect(try await read([], environment) == (try await read()))
    }

    @Test func plainTextOverTheNetworkNeedsToBeMeant() async throws {
        #expect(try await read(["--listen-tcp", "0.0.0.0:7000", "--listen-tcp-anywhere"]).listeners.count == 1)
    }

    @Test func filesThatAreNoConfigurationAreRefused() async throws {
        #expect(await error(yaml: "- a\n- b\n").contains("YAML"))
        #expect(await error(yaml: "data: [\n").contains("data"))
        do {
            _ = try await Settings.read(file: "/nonexistent.yaml", environment: [:], arguments: [])
            Issue.record("a missing file was read")
        } catch {
            #expect("\(error)".contains("/nonexistent.yaml"))
        }
    }

    @Test func helpAndSampleNameEveryKeyAndTheSampleIsTheStandard() async throws {
        for setting in Setting.all {
            #expect(Setting.help.contains("\(setting.flag)  (\(setting.key), \(setting.variable))"))
            #expect(Setting.sample.contains(setting.meaning.split(separator: " ").first ?? "?"))
        }
        #expect(Set(Setting.all.map(\.flag)).count == Setting.all.count)
        #expect(try await read(yaml: Setting.sample) == (try await read()))
    }

    @Test func theSampleInDeployIsTheOneThisBuildPrints() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../deploy/gongdaod.yaml")
        #expect(try String(contentsOf: file, encoding: .utf8) == Setting.sample)
    }
}

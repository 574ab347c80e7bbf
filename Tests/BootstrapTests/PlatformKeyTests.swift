import Base
import Bootstrap
import Foundation
import Tenancy
import Support
import Testing

@Suite struct PlatformKeyTests {
    private func refusal(_ home: Home, _ environment: [String: String] = [:]) -> StartRefusal? {
        do throws(StartRefusal) {
            _ = try PlatformKeySource.load(home.settings, environment: environment)
            return nil
        } catch {
            return error
        }
    }

    @Test func theCredentialWinsOverTheEnvironmentAndThatOverTheFile() throws {
        let home = try Home()
        let other = Hex.encode([UInt8](repeating: 7, count: 32))
        #expect(try PlatformKeySource.load(home.settings, environment: [:]).source == home.settings.keyFile)
        let (fromEnvironment, source) = try PlatformKeySource.load(home.settings, environment: ["GONGDAO_PLATFORM_KEY": other])
        #expect(source == "GONGDAO_PLATFORM_KEY" && fromEnvironment.fingerprint == PlatformKey([UInt8](repeating: 7, count: 32))?.fingerprint)
        let credential = try PlatformKeySource.load(
            home.settings, environment: ["CREDENTIALS_DIRECTORY": home.path, "GONGDAO_PLATFORM_KEY": other])
        #expect(credential.key.fingerprint == PlatformKey(Hex.decode(home.keyText) ?? [])?.fingerprint)
    }

    @Test func aKeyInsideDataKeysOrBackupIsRefusedAlsoBehindALink() throws {
        for folder in ["data", "keys", "backup"] {
            let home = try Home()
            try FileManager.default.createDirectory(atPath: home.path + "/\(folder)/deep", withIntermediateDirectories: true)
            try home.write("\(folder)/deep/key", home.keyText)
            home.settings.keyFile = home.path + "/\(folder)/deep/key"
            guard case .keyFileInside = refusal(home) else { throw CocoaError(.fileReadUnknown) }
            try FileManager.default.createSymbolicLink(atPath: home.path + "/link", withDestinationPath: home.path + "/\(folder)/deep/key")
            home.settings.keyFile = home.path + "/link"
            guard case .keyFileInside = refusal(home) else { throw CocoaError(.fileReadUnknown) }
        }
    }

    @Test func aKeyThatOthersMayReadIsRefused() throws {
        let home = try Home()
        try home.write("platform-key", home.keyText, mode: 0o644)
        #expect(refusal(home) == .keyFileReadable(file: home.path + "/platform-key"))
    }

    @Test(arguments: ["", "abc", String(repeating: "0", count: 63), String(repeating: "g", count: 64), String(repeating: "0", count: 66)])
    func whatIsNoKeyIsRefused(_ text: String) throws {
        let home = try Home()
        #expect(refusal(home, ["GONGDAO_PLATFORM_KEY": text]) == .badPlatformKey(source: "GONGDAO_PLATFORM_KEY"))
        try home.write("platform-key", text)
        #expect(refusal(home) == .badPlatformKey(source: home.path + "/platform-key"))
    }

    @Test func withoutAnyKeyTheSentenceSaysHowToMakeOne() throws {
        let home = try Home()
        home.settings.keyFile = nil
        #expect(refusal(home) == .noPlatformKey && "\(StartRefusal.noPlatformKey)".contains("gongdaod keys"))
    }

    @Test func aNewKeyIsPrivateAndNeverOverwritesAnother() throws {
        let home = try Home()
        let file = home.path + "/new"
        try PlatformKeySource.make(file: file, random: SystemRandom())
        home.settings.keyFile = file
        #expect(refusal(home) == nil)
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        #expect(throws: StartRefusal.self) { try PlatformKeySource.make(file: file, random: SystemRandom()) }
    }
}

import Base
import Casework
import Foundation
import Identity
import Methods
import Records
import Session
import Support
import Tenancy
import Testing
import Wire

/// The specification's made files and the registry say the same. `GONGDAO_WRITE_PROTOCOL=1` writes them.
@Suite("Pages of the protocol")
struct ProtocolPagesTests {
    private var root: URL { VectorTests.protocolFolder }

    @Test("Pages, schemas, the OpenRPC document and the table of errors are those of the registry")
    func agree() throws {
        let write = ProcessInfo.processInfo.environment["GONGDAO_WRITE_PROTOCOL"] == "1"
        for (path, text) in ProtocolPages.files {
            let url = root.appendingPathComponent(path)
            if write {
                try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try text.write(to: url, atomically: true, encoding: .utf8)
            }
            #expect((try? String(contentsOf: url, encoding: .utf8)) == text, "\(path) is not what the registry says")
        }
    }

    @Test("No page or schema is left of a method that is gone")
    func noneLeft() throws {
        let made = Set(ProtocolPages.files.map(\.path))
        for folder in ["methods", "schema/methods"] {
            for name in try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path) {
                #expect(made.contains("\(folder)/\(name)"), "\(folder)/\(name)")
            }
        }
    }

    @Test("Every method has a meaning in both languages and its file is named as it is")
    func named() {
        for method in MethodRegistry.all {
            #expect(!method.meaning.zh.isEmpty && !method.meaning.en.isEmpty)
            let file = VectorTests.protocolFolder.deletingLastPathComponent()
                .appendingPathComponent("Sources/Methods/\(method.family)/\(method.name).swift")
            #expect(FileManager.default.fileExists(atPath: file.path), "\(file.path)")
        }
    }
}

import Foundation
import Testing
import Wire
@testable import Statute

@Suite("No case is special-cased") struct HouseTests {
    static func sources() throws -> [(path: String, text: String)] {
        let root = CaseFile.folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try ["Sources/Statute", "clients/cli/Statute"].flatMap { folder in
            let base = root.appending(path: folder)
            let names = FileManager.default.enumerator(atPath: base.path(percentEncoded: false))?.compactMap { $0 as? String } ?? []
            return try names.filter { $0.hasSuffix(".swift") }.map { (folder + "/" + $0, try String(contentsOf: base.appending(path: $0), encoding: .utf8)) }
        }
    }

    @Test("Neither a case id nor an expected amount stands in the sources")
    func amounts() throws {
        let cases = try CaseFile.all()
        var amounts: Set<String> = []
        for expected in cases.flatMap(\.expected) {
            for amount in [expected.amount, expected.recomputed, expected.json["statute_fen"]?.intValue] {
                // Small and round numbers are everyday constants (0, 1200.00); the others name their case.
                if let amount, amount > 10_000, amount % 10_000 != 0 { amounts.insert(String(amount)) }
            }
        }
        #expect(amounts.count > 120)
        let sources = try Self.sources()
        #expect(sources.count > 60)
        for (path, text) in sources {
            for file in cases { #expect(!text.contains(file.id), "\(path): \(file.id)") }
            let plain = text.replacingOccurrences(of: "_", with: "")
            let numbers = plain.split { !$0.isNumber }.map(String.init)
            #expect(amounts.isDisjoint(with: numbers), "\(path): \(amounts.intersection(numbers))")
        }
    }

    @Test("No place is named in the sources")
    func places() throws {
        let names = ["北京", "天津", "河北", "山西", "内蒙", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南",
            "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "Beijing", "Shanghai", "Guangdong", "Fujian",
            "Guizhou", "Jiangsu", "Zhejiang", "Chongqing", "Sichuan", "Jiangxi", "Shandong"]
        for (path, text) in try Self.sources() where !path.contains("/Packs/") {
            let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
            for name in names { #expect(!code.contains(name), "\(path): \(name)") }
        }
    }
}

import Foundation
import Testing

@testable import Statute

/// Values belong to the packs: no place, no case and no amount of a case may stand in the sources.
@Suite("No place is named in Swift")
struct PlacesInSwiftTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources/Statute")

    /// Sources without their comments: a comment may say where a rule was seen.
    private static func code() throws -> [(file: String, text: String)] {
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.map { url in
            let text = try String(contentsOf: url, encoding: .utf8)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> Substring in
                line.range(of: "//").map { line[..<$0.lowerBound] } ?? line
            }
            return (url.lastPathComponent, lines.joined(separator: "\n"))
        }
    }

    private static let zh = [
        "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北",
        "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "深圳", "宁波", "苏州", "广州",
    ]
    private static let en = [
        "Beijing", "Tianjin", "Hebei", "Shanxi", "Mongolia", "Liaoning", "Jilin", "Heilongjiang", "Shanghai", "Jiangsu", "Zhejiang",
        "Anhui",
        "Fujian", "Jiangxi", "Shandong", "Henan", "Hubei", "Hunan", "Guangdong", "Guangxi", "Hainan", "Chongqing", "Sichuan", "Guizhou",
        "Yunnan",
        "Tibet", "Shaanxi", "Gansu", "Qinghai", "Ningxia", "Xinjiang", "Shenzhen", "Ningbo", "Suzhou", "Guangzhou",
    ]

    @Test("neither by name nor by code")
    func noPlaces() throws {
        let files = try PlacesInSwiftTests.code()
        #expect(files.count > 20)
        let codes = EmbeddedPacksTests.provinces.map { "\"" + $0.prefix(2) }
        for (file, text) in files {
            for name in PlacesInSwiftTests.zh + PlacesInSwiftTests.en where text.contains(name) { Issue.record("\(file) names \(name)") }
            for code in codes {
                var rest = Substring(text)
                while let hit = rest.range(of: code) {
                    let after = rest[hit.upperBound...]
                    if after.prefix(4).count == 4, after.prefix(4).allSatisfy(\.isNumber), ["\"", "/"].contains(after.dropFirst(4).first) {
                        Issue.record("\(file) names the place \(code)\(after.prefix(4))")
                    }
                    rest = after
                }
            }
        }
    }

    @Test("no case of the published collection is named either")
    func noCases() throws {
        let id = /\b[A-Z]{2}-20[0-9]{2}-[A-Za-z0-9]/
        for (file, text) in try PlacesInSwiftTests.code() where text.contains(id) { Issue.record("\(file) names a case") }
    }
}

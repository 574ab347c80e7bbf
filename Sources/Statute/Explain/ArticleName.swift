/// An article as people write it: `WII 37(1)(1)` is 《工伤保险条例》第三十七条第一款第（一）项, or "Work-Related Injury Insurance Regulation,
/// art. 37(1)(1)". The short codes stay in data; a page spells them out.
enum ArticleName {
    static func text(_ basis: String, _ language: PageLanguage) -> String {
        let parts = basis.split(separator: " ", maxSplits: 1).map(String.init)
        guard let instrument = instruments[parts[0]] else { return basis }
        guard parts.count == 2 else { return language.pick("《\(instrument.zh)》", instrument.en) }
        if language == .en { return "\(instrument.en), art. \(parts[1])" }
        return "《\(instrument.zh)》" + chinese(parts[0], parts[1])
    }

    /// Articles whose bracketed number counts items of their only paragraph; elsewhere it counts paragraphs.
    private static let itemised: [String: Set<Int>] = [
        "WII": [14, 42, 55], "LCL": [39, 42, 44, 46], "SIL": [38, 39, 43], "LDI1": [1, 2], "ARL": [11], "LL": [44],
    ]

    private static func chinese(_ code: String, _ place: String) -> String {
        let numbers = place.split { !$0.isNumber }.compactMap { Int($0) }
        guard let article = numbers.first else { return place }
        var text = "第\(numeral(article))条"
        let inner = numbers.dropFirst()
        if itemised[code]?.contains(article) == true {
            return text + (inner.isEmpty ? "" : "第" + inner.map { "（\(numeral($0))）" }.joined(separator: "、") + "项")
        }
        if let paragraph = inner.first { text += "第\(numeral(paragraph))款" }
        if let item = inner.dropFirst().first { text += "第（\(numeral(item))）项" }
        return text
    }

    /// 1 to 9,999 in Chinese numerals: 42 = 四十二, 188 = 一百八十八, 1043 = 一千零四十三.
    static func numeral(_ number: Int) -> String {
        let digits = Array("零一二三四五六七八九").map(String.init)
        guard (1...9_999).contains(number) else { return String(number) }
        var text = ""
        var zero = false
        for (size, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = number / size % 10
            if digit == 0 {
                zero = !text.isEmpty
            } else {
                text += (zero ? "零" : "") + (size == 10 && digit == 1 && text.isEmpty ? "" : digits[digit]) + name
                zero = false
            }
        }
        return text
    }

    static let instruments: [String: (zh: String, en: String)] = [
        "WII": ("工伤保险条例", "Regulation on Work-Related Injury Insurance"), "SIL": ("社会保险法", "Social Insurance Law"),
        "LCL": ("劳动合同法", "Labor Contract Law"), "LCR": ("劳动合同法实施条例", "Implementing Regulation of the Labor Contract Law"),
        "LL": ("劳动法", "Labor Law"), "LDA": ("劳动争议调解仲裁法", "Labor Dispute Mediation and Arbitration Law"),
        "LDI1": ("最高人民法院关于审理劳动争议案件适用法律问题的解释（一）", "SPC Interpretation (I) on labor disputes"),
        "LDI2": ("最高人民法院关于审理劳动争议案件适用法律问题的解释（二）", "SPC Interpretation (II) on labor disputes"),
        "WIA": ("最高人民法院关于审理工伤保险行政案件若干问题的规定", "SPC Provisions on work-injury administrative cases"),
        "WDM": ("工伤认定办法", "Measures for Determination of Work-Related Injuries"), "LCA": ("劳动能力鉴定管理办法", "Measures for Labor Capacity Appraisal"),
        "OP2": ("人社部关于执行《工伤保险条例》若干问题的意见（二）", "MOHRSS Opinions (II) on the Regulation on Work-Related Injury Insurance"),
        "SIR13": ("实施《社会保险法》若干规定", "Rules on Implementing the Social Insurance Law"),
        "SICP": ("社会保险经办条例", "Regulation on Social Insurance Handling"),
        "SIDP": ("社会保险费申报缴纳管理规定", "Provisions on Declaration and Payment of Premiums"),
        "APM": ("社会保险基金先行支付暂行办法", "Interim Measures for Advance Payment by Social Insurance Funds"),
        "WPP": ("工资支付暂行规定", "Interim Provisions on Payment of Wages"), "MWR": ("最低工资规定", "Provisions on Minimum Wages"),
        "LSI": ("劳动保障监察条例", "Regulation on Labor Security Supervision"), "CC": ("民法典", "Civil Code"),
        "ARL": ("行政复议法", "Administrative Reconsideration Law"), "APL": ("行政诉讼法", "Administrative Litigation Law"),
        "PIPL": ("个人信息保护法", "Personal Information Protection Law"),
        "MTP": ("企业职工患病或非因工负伤医疗期规定", "Rules on the Medical Treatment Period"),
        "LO309": ("关于贯彻执行《中华人民共和国劳动法》若干问题的意见", "Opinions on Implementing the Labor Law"),
        "LB179": ("劳办发〔1995〕179号复函", "Reply no. 179 of 1995 on serving notices"), "IIT": ("个人所得税法", "Individual Income Tax Law"),
        "ALR": ("职工带薪年休假条例", "Regulation on Paid Annual Leave"),
        "ALM": ("企业职工带薪年休假实施办法", "Measures for Paid Annual Leave of Enterprise Employees"),
        "UIR": ("失业保险条例", "Regulation on Unemployment Insurance"),
        "FWR": ("女职工劳动保护特别规定", "Special Rules on the Labor Protection of Female Employees"),
    ]
}

import Evidence

/// What a bundle says of what is not in it.
enum ExportRemarks {
    static func gaps(unproved: Int64, changed: Int64, erased: Int64, keyless: Int64) -> [Remark] {
        let all = [
            Remark(
                code: "record.versions",
                text: Wording(
                    "records.jsonl 列出各记录的现行版本；较早版本的内容见写入它们的操作（leaves.jsonl）。",
                    "records.jsonl has the present version of each record; what earlier versions said stands in the acts that wrote them (leaves.jsonl).")),
            Remark(
                code: "record.unproved",
                text: Wording(
                    "\(unproved) 条记录没有可出示的证明（由涉及他人的操作写入，或早于存证日志），仅列于目录页。",
                    "\(unproved) records have no proof that may be given (an act over others wrote them, or they are older than the log): they "
                        + "stand in the pages only."), count: Int(unproved)),
            Remark(
                code: "record.changed",
                text: Wording(
                    "导出期间有 \(changed) 条记录被更新，未列入。", "\(changed) records were written anew while this was made and are not listed."),
                count: Int(changed)),
            Remark(
                code: "leaf.erased", text: Wording("\(erased) 条日志内容已依法删除。", "What \(erased) leaves said was erased by law."), count: Int(erased)),
            Remark(
                code: "device.unknown",
                text: Wording(
                    "\(keyless) 项操作的设备公钥已不可得，其内容未列入。", "The device keys of \(keyless) acts are not known any more; what they say is left out."),
                count: Int(keyless)),
        ]
        return all.filter { $0.count != 0 }
    }

    /// Of each epoch that the log went on from.
    static func restored(_ end: EpochEnd) -> Remark {
        let (name, size) = (end.before.origin, end.before.size)
        var text = Wording(
            "服务器的数据曾由副本恢复：\(name) 在此止于 \(size) 条；此后若还有记录，已不在这份日志中。",
            "The server's data came out of a copy: \(name) ends here with \(size) leaves; what it had behind them, if anything, is not in this log.")
        if let had = end.had {
            text = Wording(
                "服务器的数据曾由副本恢复：\(name) 原有 \(had) 条，在此止于 \(size) 条；第 \(size) 至 \(had - 1) 条已丢失。",
                "The server's data came out of a copy: \(name) had \(had) leaves and ends here with \(size); leaves \(size) to \(had - 1) are lost.")
        }
        if let epoch = LogOrigin(name)?.epoch, end.next > epoch + 1 {
            text.zh += "其间的 e\(epoch + 1) 至 e\(end.next - 1) 若曾有自己的记录，也不在其中。"
            text.en += " Nor is what e\(epoch + 1) to e\(end.next - 1), in between, had of their own, if they had any."
        }
        return Remark(code: "log.restored", text: text)
    }

    static func omissions(leaves: Int64, records: Int64, importFiles: Int64) -> [Remark] {
        let all = [
            Remark(
                code: "leaves",
                text: Wording("涉及他人的操作：只列哈希，不列内容。", "Acts that concern other people as well: their hashes only."), count: Int(leaves)),
            Remark(
                code: "records", text: Wording("导出人的角色和目的不能读取的记录。", "Records that role and purpose of who made this do not open."),
                count: Int(records)),
            Remark(
                code: "import.files",
                text: Wording("导入所用的原始文件（含所有人的整行数据）：只列哈希。", "Files that were imported, with whole rows of everybody: their hashes only."),
                count: Int(importFiles)),
        ]
        return all.filter { $0.count != 0 }
    }
}

extension ExportJob {
    /// As the manifest has it: the asker's words, else the words of the log.
    package var purposeText: String { why.isEmpty ? purposes.joined(separator: "+") : why }
}

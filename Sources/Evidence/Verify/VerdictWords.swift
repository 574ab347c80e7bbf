import Wire

/// The words of verdicts in both languages. `{name}` stands for a count or a member of the signer. Published as
/// `protocol/vectors/evidence/words.json`, so that every verifier says the same.
package enum VerdictWords {
    package struct Text: Sendable, Equatable {
        package var zh: String
        package var en: String

        init(_ zh: String, _ en: String) { (self.zh, self.en) = (zh, en) }
    }

    package static func of(_ code: FindingCode) -> Text { failed[code] ?? Text(code.rawValue, code.rawValue) }

    /// With what the item tells: whose leaves are lost, from which on, and how many were signed.
    package static func of(_ finding: Finding) -> Text {
        var text = of(finding.code)
        let parts = finding.item.split(separator: " ").map(String.init)
        guard finding.code == .pinLost || finding.code == .compareLost, parts.count == 3, let signed = Int64(parts[2]) else { return text }
        for (name, value) in [("lost_origin", parts[0]), ("from", parts[1]), ("signed", parts[2]), ("last", String(signed - 1))] {
            text.zh = text.zh.replacing("{\(name)}", with: value)
            text.en = text.en.replacing("{\(name)}", with: value)
        }
        return text
    }

    package static func of(_ code: Proved, _ verdict: Verdict) -> Text {
        fill(proved[code] ?? Text(code.rawValue, code.rawValue), verdict)
    }

    package static func of(_ code: NotProved, _ verdict: Verdict) -> Text {
        fill(notProved[code] ?? Text(code.rawValue, code.rawValue), verdict)
    }

    /// The sentence of a verdict: why it is only consistent is told apart.
    package static func result(_ verdict: Verdict) -> Text {
        var key = verdict.result.rawValue
        if verdict.result == .consistent {
            if verdict.notProved.contains(.unchecked) {
                key = verdict.proved.contains(.witness) ? "consistent.witnessed" : "consistent.unchecked"
            } else if !verdict.notProved.contains(.signer) {
                key = verdict.notProved.contains(.pinnedCheckpoint) ? "consistent.pinned" : "consistent.witness_absent"
            }
        }
        return results[key] ?? Text(key, key)
    }

    private static func fill(_ text: Text, _ verdict: Verdict) -> Text {
        var out = text
        var values = verdict.counts.json.map { ($0, $1.description) }
        values.append(("disclosed", String(verdict.counts.leaves - verdict.counts.erased - verdict.counts.withheld)))
        values.append(("origin", verdict.checkpoint?.origin ?? "-"))
        values.append(("size", verdict.checkpoint.map { String($0.size) } ?? "-"))
        for (name, value) in values {
            out.zh = out.zh.replacing("{\(name)}", with: value)
            out.en = out.en.replacing("{\(name)}", with: value)
        }
        return out
    }

    /// By result, and for one that is only consistent by its reason.
    package static let results: [String: Text] = [
        "proved": Text("已证明：各项核对全部通过，签名者已确认。", "Proved: every check holds, and the signer is established."),
        "consistent": Text(
            "自身一致，签名者未确认：各项核对通过，但没有另行取得的密钥或检查点可对照，任何人都可能制作这样的文件。",
            "Consistent in itself, signer not established: every check holds, but without a key or checkpoint got by another way anybody could have made it."),
        "consistent.pinned": Text(
            "各项核对通过，签名者已确认，但您先前保存的检查点无法与本文件比对：日志是否由它接续，尚不得知。",
            "Every check holds and the signer is established, but the checkpoint you kept could not be compared with this file: "
                + "whether the log went on from it is not known."),
        "consistent.witness_absent": Text(
            "各项核对通过，签名者已确认，但您给出了公钥的见证方没有签署过。",
            "Every check holds and the signer is established, but a witness whose key you gave has not signed."),
        "consistent.witnessed": Text(
            "只核对了见证方的签名：没有给出日志的密钥，日志自身的签名未核对。",
            "Only a witness's signature was checked: no key of the log was given, so the log's own signature was not."),
        "consistent.unchecked": Text("什么都没有核对：没有给出密钥。", "Nothing was checked: no key was given."),
        "failed": Text("未通过：下列各项不成立。", "Failed: what is listed below does not hold."),
        "unreadable": Text("无法读取：不是可读的证据文件。", "Unreadable: this is no evidence file that can be read."),
    ]

    package static let proved: [Proved: Text] = [
        .log: Text("日志 {origin} 在有 {size} 条时由其密钥签名。", "The log {origin} was signed by its key when it had {size} leaves."),
        .leaves: Text(
            "所列 {leaves} 条日志都在这份日志中；其中列出内容的 {disclosed} 条，内容自写入后未改动。",
            "The {leaves} leaves listed are in this log; what the {disclosed} of them say whose contents are shown has not changed since it was written."),
        .acts: Text(
            "{signed} 项操作由当时登记的设备密钥签名，逐字如文件所示。",
            "{signed} acts were signed, word for word as shown, by device keys enrolled at the time."),
        .records: Text(
            "{records} 条记录版本正是相应操作写入的内容。", "{records} versions of records are exactly what those acts wrote."),
        .attachments: Text(
            "{attachments} 个附件是原始字节，其指纹由操作或记录指明。",
            "{attachments} attachments are the original bytes whose hashes the acts or records name."),
        .rotation: Text("日志密钥的更换由前一密钥签名，共 {keys} 个密钥。", "Each change of the log's key was signed by the key before it; {keys} keys."),
        .manifest: Text("文件完整，与签名的清单一致。", "The file is whole and as its signed manifest says."),
        .witness: Text("{witnesses} 个见证方对同一检查点签名。", "{witnesses} witnesses signed the same checkpoint."),
        .receipt: Text("回执的每一行都与日志一致，并由日志密钥签名。", "Every line of the receipt agrees with the log and is signed by its key."),
        .pinnedCheckpoint: Text(
            "您先前保存的检查点正是这份日志的开头：此前内容没有被改写。",
            "The checkpoint you kept is the beginning of this log: nothing before it was rewritten."),
        .witnessEarlier: Text(
            "见证方签署过这份日志较早的检查点，该检查点正是其开头。",
            "A witness signed an earlier checkpoint of this log, which is shown to be its beginning."),
        .compareSame: Text("两份文件出自同一份日志，没有矛盾。", "Both files come from one and the same log; nothing contradicts."),
    ]

    package static let notProved: [NotProved: Text] = [
        .splitView: Text(
            "没有排除服务器向他人出示另一份日志；请与他人的文件比对（gongdao evidence compare）。",
            "It is not excluded that the server shows somebody else another log; compare with another person's file (gongdao evidence compare)."),
        .truth: Text(
            "没有证明录入之前的内容属实，只证明何时录入了什么、之后未改动。",
            "That what was entered is true is not proved; only what was entered when, and that it has not changed since."),
        .clock: Text(
            "时间是服务器的时间；只有见证方签名和离线操作的下限另有依据。",
            "Times are the server's; only witnesses' signatures and the lower bounds of offline acts rest on something else."),
        .completeness: Text("没有证明此外别无其他记录。", "That there is nothing else is not proved."),
        .signer: Text(
            "签名者未确认：请用 --key 给出另行取得的密钥，或用 --checkpoint 给出先前保存的检查点。",
            "The signer is not established: give a key got by another way (--key) or a checkpoint kept earlier (--checkpoint)."),
        .employerVouched: Text(
            "{employer_vouched} 项操作的设备密钥只有用人单位担保，视为单位的陈述。",
            "{employer_vouched} acts were signed by device keys that only the employer vouches for; they count as the employer's statement."),
        .unsigned: Text(
            "{unsigned} 项操作没有设备签名，只是服务器的陈述。", "{unsigned} acts carry no device signature: they are the server's word."),
        .erased: Text(
            "{erased} 条日志的内容已依法删除，只证明其存在、种类和时间。",
            "The contents of {erased} leaves were lawfully erased; only that they exist, their kind and time are proved."),
        .withheld: Text(
            "{withheld} 条日志涉及他人，内容未列入。", "The contents of {withheld} leaves concern others and were left out."),
        .gaps: Text("清单说明了缺口，见 manifest.json。", "The manifest states gaps; see manifest.json."),
        .omitted: Text("清单说明了省略的内容，见 manifest.json。", "The manifest states what was left out; see manifest.json."),
        .pages: Text(
            "index.html 与 index.pdf 是导出方的排版，仅由清单的指纹保护；以 leaves.jsonl 和 records.jsonl 为准。",
            "index.html and index.pdf are the exporter's own rendering, covered by the manifest's hash only; leaves.jsonl and records.jsonl decide."),
        .columns: Text(
            "列名（schema.json）是导出方的说明，仅由清单的指纹保护。",
            "The names of columns (schema.json) are the exporter's word, covered by the manifest's hash only."),
        .deviceUnchecked: Text(
            "文件中没有设备密钥，操作的设备签名未核对。", "The file brings no device key, so the device's signature was not checked."),
        .receiptUnchecked: Text(
            "内容已删除，回执中的摘要、结果和时间区间无法核对。",
            "The content was erased, so digest, code and interval of the receipt cannot be checked."),
        .pinnedCheckpoint: Text(
            "先前保存的检查点未能与本文件比对：两者没有共同证明，或没有给出为两者签名的密钥（--key）；"
                + "请索取按该检查点大小制作的文件，或一致性证明（evidence.consistency）。",
            "The checkpoint you kept could not be compared with this file: they share no proof, or no key was given that signed both (--key); "
                + "ask for a file made with its size, or for a consistency proof (evidence.consistency)."),
        .witnessAbsent: Text(
            "您给出了公钥的见证方没有签署这个检查点。", "A witness whose key you gave has not signed this checkpoint."),
        .unchecked: Text("日志自身的签名未核对：没有给出密钥（--key）。", "The log's own signature was not checked: no key was given (--key)."),
        .compareUnknown: Text(
            "两份文件没有共同的证明，无法比对；请向服务器索取一致性证明（evidence.consistency）。",
            "The two files share no proof and cannot be compared; ask the server for a consistency proof (evidence.consistency)."),
        .compareUnrelated: Text("两份文件不是由同一份日志的密钥签名的。", "The two files are not signed by keys of one log."),
        .compareUnchecked: Text(
            "两份都只是检查点：没有日志的密钥（--key）就无法核对签名，因此不作判断。",
            "Both are plain checkpoints: without the log's key (--key) no signature can be checked, so nothing is said."),
    ]
}

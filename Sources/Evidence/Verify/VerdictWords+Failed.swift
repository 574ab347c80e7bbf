extension VerdictWords {
    private static let lost = Text(
        "{lost_origin} 的第 {from} 至 {last} 条日志已丢失：日志持有者曾签署 {signed} 条，而日志从第 {from} 条接续。丢失或丢弃它们的是日志持有者。",
        "Leaves {from} to {last} of {lost_origin} are lost: the log's holder signed {signed} leaves, and goes on from {from}. "
            + "It is the holder of the log who lost them or threw them away.")

    package static let failed: [FindingCode: Text] = [
        .archive: Text("压缩包损坏或违反格式。", "The archive is damaged or breaks the rules of its form."),
        .file: Text("不是证据包、回执或检查点。", "This is no bundle, receipt or checkpoint."),
        .manifestForm: Text("清单缺失或格式不对。", "The manifest is missing or not of its form."),
        .manifestNote: Text("清单的签名说明与清单不符。", "The note over the manifest does not agree with it."),
        .manifestSignature: Text("清单不是由日志密钥签名。", "The manifest is not signed by the log's key."),
        .memberMissing: Text("缺少文件。", "A member is missing."),
        .memberUnlisted: Text("有清单之外的文件。", "There is a member that the manifest does not list."),
        .memberSize: Text("文件大小与清单不符。", "A member has another size than the manifest says."),
        .memberHash: Text("文件内容与清单不符。", "A member's content is not what the manifest says."),
        .checkpointForm: Text("检查点格式不对。", "The checkpoint is not of its form."),
        .checkpointOrigin: Text("检查点属于另一份日志。", "The checkpoint is another log's."),
        .checkpointSize: Text("检查点大小与清单不符。", "The checkpoint's size is not the manifest's."),
        .checkpointSignature: Text("检查点不是由日志密钥签名。", "The checkpoint is not signed by the log's key."),
        .checkpointBefore: Text("检查点之间互相矛盾，或与所示的日志不符。", "Checkpoints contradict each other, or the log shown here."),
        .keysForm: Text("密钥列表格式不对。", "The list of keys is not of its form."),
        .keysLeaf: Text("密钥没有对应的日志条目。", "A key has no leaf that names it."),
        .keysChain: Text("密钥更换没有前一密钥的有效签名。", "A change of key is not validly signed by the key before."),
        .leafForm: Text("日志条目格式不对。", "A leaf is not of its form."),
        .leafOrder: Text("日志条目顺序不对或重复。", "Leaves are out of order or come twice."),
        .leafTime: Text("日志条目的时间倒退。", "The time of leaves goes back."),
        .leafProof: Text("日志条目不在这份日志中。", "A leaf is not in this log."),
        .leafCommitment: Text("内容与日志条目的承诺不符。", "A content is not what its leaf commits to."),
        .leafBody: Text("日志条目的内容格式不对。", "The content of a leaf is not of its form."),
        .actForm: Text("操作的格式不对，或与其条目不符。", "An act is not of its form, or does not belong to its leaf."),
        .actKey: Text("操作应有签名，但缺少签名或设备密钥。", "An act must be signed, but its signature or the device's key is missing."),
        .actSignature: Text("操作的设备签名无效。", "The device's signature over an act does not hold."),
        .deviceForm: Text("设备列表格式不对。", "The list of devices is not of its form."),
        .deviceLeaf: Text("设备密钥没有日志条目为证，或晚于其签名的操作。", "No leaf binds a device to its key, or only after acts under it."),
        .recordForm: Text("记录格式不对。", "A record is not of its form."),
        .recordOrder: Text("记录顺序不对或重复。", "Records are out of order or come twice."),
        .recordLeaf: Text("记录所指的操作未列出，或与其数目不符。", "The act a record names is not disclosed, or wrote another number of versions."),
        .recordPath: Text("记录不是该操作写入的内容。", "A record is not what the act wrote."),
        .attachmentName: Text("附件内容与文件名中的指纹不符。", "An attachment is not what its name says."),
        .attachmentUnnamed: Text("没有操作或记录指明该附件。", "No act or record names an attachment."),
        .receiptForm: Text("回执格式不对。", "The receipt is not of its form."),
        .receiptNote: Text("回执的签名文本格式不对。", "The receipt's note is not of its form."),
        .receiptSignature: Text("回执不是由日志密钥签名。", "The receipt is not signed by the log's key."),
        .receiptLine: Text("回执的一行与日志不符。", "A line of the receipt does not agree with the log."),
        .pinKey: Text("不是您所知的密钥签名的日志。", "The log is not signed by the key you know."),
        .pinCheckpoint: Text("先前保存的检查点不是这份日志的密钥所签。", "The checkpoint you kept is not signed by a key of this log."),
        .pinFork: Text(
            "与先前保存的检查点矛盾：日志被改写，或向不同的人出示了不同的日志；未给出密钥时，也可能其中之一是伪造的。",
            "It contradicts the checkpoint you kept: the log was rewritten, or different people were shown different logs; "
                + "where no key was given, one of the two may be forged."),
        .pinLost: lost,
        .compareLost: lost,
        .witnessSignature: Text("见证方的签名无效。", "A witness's signature does not hold."),
        .compareInvalid: Text("文件自身未通过核对，不能作比对。", "A file fails by itself and proves nothing in a comparison."),
        .compareRoot: Text(
            "同一份日志的两个检查点互相矛盾：日志持有者签了两份历史。",
            "Two checkpoints of one log contradict each other: the holder of the log signed two histories."),
        .compareLeaf: Text(
            "同一编号的日志条目不同：日志持有者签了两份历史。",
            "The same leaf number shows two leaves: the holder of the log signed two histories."),
        .compareNode: Text(
            "同一段日志的指纹不同：日志持有者签了两份历史。",
            "The same part of the log has two hashes: the holder of the log signed two histories."),
    ]
}

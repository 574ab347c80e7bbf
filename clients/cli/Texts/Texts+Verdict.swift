/// What the commands for evidence say. The words of verdicts are the specification's (`VerdictWords`).
let verdictTexts: [String: Phrase] = [
    "help.evidence.verify": Phrase("离线核对证据包、回执或检查点", "check a bundle, a receipt or a checkpoint, offline"),
    "help.evidence.verify.discussion": Phrase(
        "不联系服务器。退出状态：0 已证明；3 自身一致，但签名者未确认、先前保存的检查点无法比对或见证方未签署；4 有一项不成立；2 无法读取。",
        "Needs no server. Exit status: 0 proved; 3 consistent in itself, but signer not established, the checkpoint kept not comparable "
            + "or a witness given has not signed; 4 something fails; 2 unreadable."),
    "help.evidence.compare": Phrase("比对两个人的文件，发现被改写或分叉的日志", "compare two people's files: finds a log that was rewritten or forked"),
    "help.evidence.compare.discussion": Phrase(
        "退出状态：0 同一份日志；4 有矛盾；3 无法比对；2 无法读取。",
        "Exit status: 0 one and the same log; 4 they contradict each other; 3 cannot be compared; 2 unreadable."),
    "help.verify.file": Phrase("证据包（.zip）、回执（.receipt.json）或检查点（.note）", "a bundle (.zip), a receipt (.receipt.json) or a checkpoint (.note)"),
    "help.verify.other": Phrase("另一个人的文件", "another person's file"),
    "help.verify.key": Phrase("另行取得的日志公钥", "the log's key, got by another way"),
    "help.verify.checkpoint": Phrase("先前保存的检查点", "a checkpoint kept earlier"),
    "help.verify.witness": Phrase("见证方的公钥，可多次给出", "the key of a witness; may be given more than once"),
    "error.no_vkey": Phrase("{0} 不是公钥（名称+编号+base64）。", "{0} is no key of the form name+id+base64."),
    "verdict.log": Phrase("日志", "Log"),
    "verdict.size": Phrase("条数", "Leaves"),
    "verdict.root": Phrase("根", "Root"),
    "verdict.time": Phrase("检查点时间", "Time of the checkpoint"),
    "verdict.key": Phrase("签名密钥", "Signed by"),
    "verdict.failed": Phrase("未通过", "What fails"),
    "verdict.proved": Phrase("已证明", "What is proved"),
    "verdict.not_proved": Phrase("未证明", "What is not proved"),
]

/// What an index says in its own words.
enum IndexTexts {
    static let title = Wording("证据包索引", "Evidence bundle: index")
    static let lead = Wording(
        "本文件供阅读，本身不是证明。证明在同一证据包的其他文件中，任何人无需服务器即可核验，方法见最后一部分。",
        "This document is for reading and proves nothing by itself. The proof is in the other files of the same "
            + "bundle, which anyone can verify without the server; the last part says how.")
    static let contents = Wording("目录", "Contents")
    static let none = Wording("本证据包中没有此类内容。", "This bundle has nothing of this kind.")
    static let blank = "\u{2014}"

    static let sections: [Wording] = [
        Wording("证据目录及证明目的", "List of evidence and object of proof"),
        Wording("通知及送达", "Notices and their service"),
        Wording("行为及时间", "Acts and when they were done"),
        Wording("记录及版本", "Records and their versions"),
        Wording("计算", "Calculations"),
        Wording("他人查阅记录", "Who else read the data"),
        Wording("附件", "Attachments"),
        Wording("缺口与略去", "Gaps and omissions"),
        Wording("如何核验", "How to verify"),
    ]

    static let intros: [Wording] = [
        Wording("编号即本文件内的位置；提交前请填写份数并签名或盖章。",
            "The number is the place in this document; fill in the copies and sign before handing it in."),
        Wording("每一级送达的时间均为服务器受理时间；沉默只记为未回应，不视为同意。",
            "The time of each step is when the server took it; silence is recorded as no response, never as agreement."),
        Wording("时间区间：不早于所列前一时间（设备当时持有的时间凭证），不晚于后一时间（服务器受理）。设备自报时间仅供参考。",
            "Interval: not before the first time (the time token the device held), not after the second (the server took "
                + "it). The device's own clock is a claim only."),
        Wording("每一版本单独列出；更正产生新版本，旧版本保留。", "Every version stands by itself; a correction makes a new version and the old one stays."),
        Wording("按当时有效的规则包计算，输入与公式一并列出，可重新计算。",
            "Computed by the rules then in force; inputs and formula are given, so that anyone can compute it again."),
        Wording("本人以外的人查阅工资、医疗、案件数据的记录。", "Readings of pay, medical and case data by anyone but the subject."),
        Wording("附件为提交时的原始字节；哈希值为 SHA-256。图片与扫描件中的第三人信息无法自动遮盖，使用前请检查。",
            "Attachments are the original bytes; hashes are SHA-256. Data of third persons inside images and scans cannot "
                + "be masked automatically: look before use."),
        Wording("应有而缺少的，以及依规定略去的，均列于此。", "What is missing although it should be here, and what was left out by rule."),
        Wording("以下步骤不需要本服务器，也不需要网络。", "These steps need neither this server nor a network."),
    ]

    static let signature = Wording(
        "提交人（签名或盖章）：____________________　　提交日期：________年____月____日　　副本份数：________",
        "Submitted by (signature or seal): ____________________   Date: ____________   Copies: ________")

    static func steps(_ cover: IndexCover) -> [Wording] {
        [
            Wording("一、从可信的渠道（本人此前保存的回执或检查点、单位公示、仲裁机构备案）取得签名者公钥，核对其指纹与首页一致。",
                "1. Get the signer's public key from a source you trust (a receipt or checkpoint kept earlier, a notice board, "
                    + "the tribunal's file) and compare its fingerprint with the first page."),
            Wording("二、运行下列任一程序；两者由规范分别写成，互不共用代码：",
                "2. Run either program; they were written separately from the specification and share no code:"),
            Wording("三、结果为 0：全部证明成立，且签名者已确认；3：内部一致，但签名者未确认；4：某项不成立，并指出是哪一项；2：无法读取。",
                "3. Exit code 0: all is proved and the signer is established; 3: consistent in itself, signer not established; "
                    + "4: something fails, and it is named; 2: unreadable."),
            Wording("四、核验证明：各项内容自记入日志起未被更改，且由所列设备密钥或服务器签署。核验不证明：记入之前所填内容属实；未经交换检查点时，服务器是否向不同的人出示不同的日志。",
                "4. What this proves: nothing was altered since it entered the log, and the device keys named, or the server, "
                    + "signed it. What it does not prove: that what was entered was true; nor, unless people compare checkpoints, "
                    + "that the server shows everybody the same log."),
            Wording("五、本文件所引检查点为 \(cover.origin)，第 \(cover.size) 叶。两份检查点可用下列命令比对：",
                "5. Everything here refers to the checkpoint \(cover.origin) at size \(cover.size). Two checkpoints are compared by:"),
        ]
    }

    static let commands = [
        "gongdao evidence verify BUNDLE.zip --key '<name+id+key>'\npython3 -m gongdao.evidence verify BUNDLE.zip --key '<name+id+key>'",
        "gongdao evidence compare A.note B.note",
    ]
}

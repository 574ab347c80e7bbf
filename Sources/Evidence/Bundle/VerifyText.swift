/// `verify.txt` of a bundle: how to check it, for somebody who has never heard of us.
enum VerifyText {
    static func text(_ origin: String) -> String {
        """
        如何核对这份文件 / How to verify this file
        ==========================================

        日志 / log: \(origin)

        这是一份证据包。无需联系服务器，也无需相信导出方，即可核对。
        This is an evidence bundle. It can be verified without the server and without trusting whoever exported it.

        1. gongdao evidence verify FILE.zip --key VKEY
           或仅用 Python 3 / or with Python 3 alone:
           python3 -m gongdao.evidence verify FILE.zip --key VKEY
        2. VKEY 是日志的公钥。请通过其他途径取得（张贴的公告、同事、先前保存的回执或检查点），不要只用本文件中的密钥。
           VKEY is the log's public key. Get it by another way (a posted notice, a colleague, a receipt or checkpoint kept
           earlier), not from this file. A checkpoint kept earlier serves as well: --checkpoint NOTE.
        3. 结果：0 已证明；3 自身一致，但签名者未确认、先前保存的检查点无法比对或见证方未签署；4 有一项不成立（逐项列出）；2 无法读取。
           Exit status: 0 proved; 3 consistent in itself, but signer not established, the checkpoint you kept not comparable,
           or a witness not signed; 4 something fails, each item named; 2 unreadable.
        4. 与他人的文件比对，可发现服务器是否向不同的人出示了不同的日志：
           Comparing with another person's file shows whether different people were shown different logs:
           gongdao evidence compare MINE OTHERS

        格式说明：protocol/evidence.md。 The form is specified in protocol/evidence.md.
        依据的标准 / standards: RFC 9162 (Merkle tree), RFC 8785 (canonical JSON), C2SP signed-note, tlog-checkpoint; SHA-256, Ed25519, ECDSA P-256.

        """
    }
}

"""What a server's refusal means to whoever runs a witness, and what to do, in both languages (protocol/errors.md)."""

CODES = {
    -32700: ("服务器读不懂这一请求（程序错误）", "the server cannot read the request (a fault of this program)"),
    -32603: ("服务器内部错误；请稍后再试", "a fault of the server; try again later"),
    -32602: ("参数不被接受", "the parameters are not accepted"),
    -32601: ("服务器没有这个方法：版本过旧，或端口不对", "the server has no such method: it is too old, or this is another port"),
    -32600: ("服务器不接受这一请求（程序错误）", "the server takes no such request (a fault of this program)"),
    1001: ("服务器的存储暂时不可用；请稍后再试", "the storage cannot answer at the moment; try again later"),
    1002: ("服务器没有及时答复；请稍后再试", "no answer in time; try again later"),
    1003: ("服务器繁忙；请稍后再试", "the server has too much to do; try again later"),
    1004: ("所依赖的内容尚未到达；请稍后再试", "something this refers to has not arrived yet; try again later"),
    1101: ("请求过于频繁；请在所示秒数之后再试", "too many requests or failed sign-ins; come back after the seconds shown"),
    1102: ("单位的额度已用完；请在所示秒数之后再试", "the tenant's quota is used up; come back after the seconds shown"),
    1103: ("单位正在维护；请在所示秒数之后再试", "the tenant is closed for maintenance; come back after the seconds shown"),
    1104: ("服务器即将停止；请在所示秒数之后再试", "the server is about to stop; come back after the seconds shown"),
    1201: ("会话已过期；请再试", "the session is over; try again"),
    1202: ("登录名、密码或单位代码不对；请检查 --login、--tenant 和 GONGDAO_PASSWORD",
           "login, password or tenant do not hold; look at --login, --tenant and GONGDAO_PASSWORD"),
    1203: ("此账号需要第二因素；请给见证方一个不需要的普通员工账号",
           "this account needs a second factor; give the witness an employee's account without one"),
    1204: ("离线期限已过；请再试", "the offline lease is over; try again"),
    1205: ("会话属于另一人；请再试", "the session belongs to another person's sign-in; try again"),
    1301: ("服务器不再认识所问的检查点", "the server does not know the checkpoint asked about any more"),
    1302: ("队列不连续（程序错误）", "a gap in a queue (a fault of this program)"),
    1303: ("传输位置不对；请再试", "the transfer goes on elsewhere; try again"),
    1401: ("此账号无权这样做；见证方须是该单位的成员", "the account may not do this; a witness is a member of the tenant"),
    1402: ("没有这样的记录：日志尚无检查点，或此账号看不到", "there is none: the log has no checkpoint yet, or not for this account"),
    1403: ("编号已被使用（程序错误）", "this number was used (a fault of this program)"),
    1404: ("记录已改变；请再试", "the record has changed; try again"),
    1405: ("有一项不被接受；若已登记的设备过多，请先撤销一台", "something is not acceptable; where there are too many devices, revoke one"),
    1406: ("内容过长", "it is too long"),
    1407: ("规则不允许", "a rule forbids it"),
    1408: ("单位或记录目前只读；请稍后再试", "the tenant or the record takes no changes now; try again later"),
    1501: ("协议版本不合；请更新本程序或服务器", "no common version of the protocol; bring this program or the server up to date"),
    1502: ("本程序过旧；请更新", "this program is too old; bring it up to date"),
    1503: ("此操作已被取代；请更新本程序", "the operation was replaced; bring this program up to date"),
    1601: ("见证方的设备已被锁定；请联系管理员", "the witness's device is locked; ask an admin"),
    1602: ("见证方的设备已被清除；请删除 device.id 和 device.pem 后重试",
           "the witness's device was wiped; remove device.id and device.pem and try again"),
    1603: ("账号已关闭；请联系管理员", "the account is closed; ask an admin"),
    1604: ("单位已停用；请联系运营方", "the tenant is suspended; ask the operator"),
}
"""By code: each sentence says what to do where there is something to do."""

UNREGISTERED = (
    "服务器没有登记这个见证方，或本机时钟相差超过 10 分钟。请管理员用 witness.set 登记此公钥：{key}；并核对本机时间",
    "no witness under this key is registered, or this machine's clock is more than 10 minutes off. "
    "Let an admin register it with witness.set: {key}; and look at the clock",
)
OTHER_LOG = (
    "服务器不认这个检查点是它现在这份日志的；请再试，仍然如此则联系管理员",
    "the server does not take the checkpoint for one of its present log; try again, and ask an admin where it stays so",
)
REASONS = {("checkpoint", "witness"): UNREGISTERED, ("checkpoint", "form"): OTHER_LOG}
"""Of `evidence.cosign`, by field and reason."""
UNKNOWN = ("服务器拒绝了", "the server refused")
FORM = ("服务器的答复格式不对；请检查地址和端口", "the server's answer is not of its form; look at address and port")
NO_STAMP = ("没有时间戳；签名照常进行", "no time stamp; the signature is given all the same")
SILENT = ("服务器没有及时答复；请稍后再试", "the server gave no answer in time; try again later")
UNREACHABLE = ("无法连接服务器；请检查 --server、--ca 和网络", "the server cannot be reached; look at --server, --ca and the network")


def told(texts, detail=""):
    """Both languages in one line, with a technical detail in brackets for whoever looks into it."""
    return f"{texts[0]} / {texts[1]}" + (f" [{_clean(detail)}]" if detail else "")


def refusal(code, method, message="", data=None, key=""):
    """A refusal of the server in words. `key`: the witness's own."""
    found = data if isinstance(data, dict) else {}
    reason = (found.get("field"), found.get("reason")) if method == "evidence.cosign" and code == -32602 else None
    texts = REASONS.get(reason) if all(isinstance(part, str) for part in reason or [None]) else None
    texts = texts or CODES.get(code if isinstance(code, int) else None, UNKNOWN)
    named = [f"{name} {found[name]}" for name in ("field", "reason", "rule", "id") if name in found]
    return told([text.format(key=key) for text in texts], ", ".join([f"{method}: {code} {message}", *named]))


def _clean(text):
    return "".join(character if character.isprintable() else "�" for character in text)[:300]

"""The command `stamp`: what time stamps stand under a checkpoint, and whether they hold."""
import json

from .archive import Archive
from .checkpoint import Checkpoint
from .encoding import FormError, read_json
from .findings import Unreadable
from .limits import CHECKPOINT, RECEIPT
from .receipt import looks_like_one
from .report import clean
from .timestamp import signed_by_authority, stamps

TEXTS = {
    "none": ("检查点没有时间戳。", "There is no time stamp under the checkpoint."),
    "form": ("时间戳格式不对。", "The time stamp is not of its form."),
    "imprint": ("时间戳是另一内容的。", "The time stamp is of something else."),
    "signature": ("时间戳机构的签名无效。", "The authority's signature does not hold."),
    "holds": ("机构的签名有效：检查点当时已存在。", "The authority's signature holds: the checkpoint existed then."),
    "unchecked": ("摘要一致；机构的签名未核对（--ca 证书，需要 openssl）。",
                  "The imprint is right; the authority's signature was not checked (--ca, and openssl)."),
    "file": ("不是证据包、回执或检查点。", "This is no bundle, receipt or checkpoint."),
}
STATUS = {"none": 2, "file": 2, "form": 4, "imprint": 4, "signature": 4, "holds": 0, "unchecked": 3}


def checkpoint_of(file):
    """The newest checkpoint in a bundle, a receipt or a note. FormError or Unreadable."""
    head = file.read(512)
    file.seek(0)
    if head[:2] == b"PK":
        data = Archive(file).read("checkpoint.note", CHECKPOINT) or b""
    elif looks_like_one(head):
        value = read_json(file.read(RECEIPT + 1))
        data = value.get("checkpoint") if isinstance(value.get("checkpoint"), str) else ""
    else:
        data = file.read(CHECKPOINT + 1)
    return Checkpoint.parse(data)


def judge_stamps(path, ca=None):
    """[(name, time or None, code)], the worst first."""
    try:
        with open(path, "rb") as file:
            note = checkpoint_of(file).note
    except (OSError, FormError, Unreadable):
        return [("", None, "file")]
    found = [(name, stamp and stamp.time.isoformat(), _code(stamp, note.text, ca)) for name, stamp in stamps(note)]
    return sorted(found, key=lambda one: -STATUS[one[2]]) or [("", None, "none")]


def _code(stamp, text, ca):
    if stamp is None:
        return "form"
    if not stamp.is_of(text):
        return "imprint"
    signed = signed_by_authority(stamp, ca) if ca else None
    return "unchecked" if signed is None else "holds" if signed else "signature"


def show(found, language, as_json):
    """The lines to print, and the exit status."""
    place = 0 if language == "zh" else 1
    if as_json:
        texts = {code: dict(zip(("zh", "en"), text)) for code, text in TEXTS.items()}
        rows = [{"name": name, "time": time, "code": code, "text": texts[code]} for name, time, code in found]
        lines = [json.dumps({"v": 1, "kind": "gongdao-stamps", "stamps": rows}, ensure_ascii=False)]
    else:
        lines = [" ".join(clean(part) for part in (name, time, TEXTS[code][place]) if part) for name, time, code in found]
    return lines, STATUS[found[0][2]]

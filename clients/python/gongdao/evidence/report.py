"""A verdict in plain words, in Chinese or English."""
from datetime import datetime, timezone

from .findings import words

NOTHING = {"failed": [], "proved": [], "not_proved": []}
HEADS = {
    "zh": {
        "failed": "不成立的", "proved": "已证明的", "not_proved": "未证明的", "more": "……另有 {n} 项",
        "origin": "日志", "size": "条目数", "root": "根", "time": "检查点时间", "key": "签名密钥",
    },
    "en": {
        "failed": "What fails", "proved": "What is proved", "not_proved": "What is not proved", "more": "… and {n} more",
        "origin": "Log", "size": "Leaves", "root": "Root", "time": "Time of the checkpoint", "key": "Signed by",
    },
}


def clean(text):
    """Without control characters: a file's own words must not steer the terminal."""
    return "".join(character if character.isprintable() else "�" for character in text)


def report(verdict, language):
    """The lines for a verdict of `verify`."""
    head = HEADS[language]
    lines = [sentence(verdict)[language]]
    signer = verdict["signer"]
    if signer:
        values = {name: signer.get(name) for name in ("origin", "size", "root", "time", "key")}
        values["time"] = _time(signer.get("time"))
        lines += [f"{head[name]}: {clean(str(value))}" for name, value in values.items() if value]
    lines += _findings(verdict, language)
    more = verdict["counts"]["failed"] - len(verdict["failed"])
    return [*lines, head["more"].replace("{n}", str(more))] if more else lines


def sentence(verdict):
    """What a verdict comes to, in both languages."""
    missing = {found["code"] for found in verdict["not_proved"]}
    if verdict["file"] == "comparison":
        return next(found["text"] for part in ("failed", "not_proved", "proved") for found in verdict[part])
    result = verdict["result"]
    if result == "consistent" and "unchecked" in missing:
        result = "consistent.witnessed" if any(found["code"] == "witness" for found in verdict["proved"]) else "consistent.unchecked"
    elif result == "consistent" and "signer" not in missing:
        result = "consistent.pinned" if "pinned_checkpoint" in missing else "consistent.witness_absent"
    return words()["result"][result]


def report_comparison(verdict, language):
    """The lines for a verdict of `compare`: what it comes to, both checkpoints word for word, what is wrong with a file by itself."""
    lines = [sentence(verdict["verdict"])[language]]
    for name in "ab":
        if verdict[name]["result"] in ("failed", "unreadable"):
            failed = {**NOTHING, "failed": verdict[name]["failed"]}
            lines += ["", f"{name.upper()}: {sentence(verdict[name])[language]}", *_findings(failed, language)[2:]]
    shown = verdict["checkpoints"]
    for name, note in zip("AB", shown) if len(shown) == 2 else ():
        lines += [f"{name}: {clean(line)}" for line in note[:-1].split("\n")]
    return lines + _findings(verdict["verdict"], language)


def _findings(verdict, language):
    lines = []
    for part in ("failed", "proved", "not_proved"):
        if verdict[part]:
            lines += ["", HEADS[language][part]]
        for found in verdict[part]:
            item = found.get("item")
            lines.append(f"- {clean(found['text'][language])}" + (f" [{clean(item)}]" if item else ""))
    return lines


def _time(milliseconds):
    try:
        return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, timezone.utc).isoformat(timespec="seconds")
    except (OverflowError, ValueError, OSError):
        return str(milliseconds)

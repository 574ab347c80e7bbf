"""What a verification found: failures, counts, what is proved and what is not, and the verdict (protocol/evidence.md, section 4.4)."""
import functools
import json
import pkgutil
import re

from .limits import FAILURES

COUNTS = ("leaves", "acts", "signed", "unsigned", "employer_vouched", "erased", "withheld", "records", "attachments", "keys", "witnesses")
ALWAYS = ("split_view", "truth", "clock", "completeness")
NAME = re.compile(r"\{([a-z_]+)\}")
EXIT = {"proved": 0, "consistent": 3, "failed": 4, "unreadable": 2}


@functools.lru_cache(maxsize=None)
def words():
    """The words of every code in both languages: the specification's own file, which a copy beside this module equals."""
    return json.loads(pkgutil.get_data(__package__, "words.json"))


class Unreadable(Exception):
    """The file cannot be read as what it seems to be; `code` is `file` or `archive`."""

    def __init__(self, code, item=""):
        super().__init__(code, item)
        self.code, self.item = code, item


class Findings:
    """Gathers while the checks run."""

    def __init__(self, file=None):
        self.file = file
        self.counts = dict.fromkeys(COUNTS, 0)
        self.failed = []
        self.failures = 0
        self.areas = set()
        self.not_proved = []
        self.absent = []  # names of witnesses that signed nothing here
        self.signer = None
        self.established = False
        self.pinned_shown = self.witnessed_earlier = False

    def fail(self, code, item=""):
        """Notes one failure; the rest of the checks goes on."""
        self.failures += 1
        self.areas.add(code.partition(".")[0])
        if len(self.failed) < FAILURES:
            self.failed.append((code, str(item)[:200]))

    def without(self, *areas):
        """Nothing of these parts failed."""
        return self.areas.isdisjoint(areas)

    def proved(self):
        """The codes of what is proved, each only where nothing of its part failed."""
        counts, without = self.counts, self.without
        shown = {
            "log": self.signer and counts["keys"] and without("checkpoint", "keys"),
            "leaves": counts["leaves"] and without("leaf"),
            "acts": counts["signed"] and without("act", "device"),
            "records": counts["records"] and without("leaf", "record"),
            "attachments": counts["attachments"] and without("attachment", "member"),
            "rotation": counts["keys"] > 1 and without("keys"),
            "manifest": self.file == "bundle" and without("manifest", "member"),
            "receipt": self.file == "receipt" and without("receipt", "leaf", "checkpoint", "keys"),
            "pinned_checkpoint": self.pinned_shown and without("pin"),
            "witness": counts["witnesses"] and without("witness"),
            "witness_earlier": self.witnessed_earlier and without("witness", "checkpoint"),
        }
        return [code for code, holds in shown.items() if holds]

    def missing(self):
        """The codes of what is not proved."""
        found = [code for code in ("employer_vouched", "unsigned", "erased", "withheld") if self.counts[code]]
        signer = [] if self.established else ["signer"]
        return [*ALWAYS, *signer, *found, *dict.fromkeys(self.not_proved), *(["witness_absent"] if self.absent else [])]

    def verdict(self, told=True):
        """The verdict as the specification's JSON object; without its sentences where nobody reads them."""
        whole = self.established and "pinned_checkpoint" not in self.not_proved and not self.absent
        result = "failed" if self.failures else "proved" if whole else "consistent"
        return self.object(result, self.proved(), self.missing(), told)

    def object(self, result, proved, missing, told=True):
        """The JSON object with these codes proved and not proved."""
        text = self.text if told else lambda *_: None
        return {
            "v": 1, "kind": "gongdao-verdict", "file": self.file, "result": result, "exit": EXIT[result], "signer": self.signer or {},
            "counts": {**self.counts, "failed": self.failures},
            "failed": [{"code": code, "item": item, "text": text("failed", code, item)} for code, item in self.failed],
            "proved": [{"code": code, "text": text("proved", code)} for code in proved],
            "not_proved": [
                {"code": code, **item, "text": text("not_proved", code)}
                for code in missing for item in ([{"item": name} for name in self.absent] if code == "witness_absent" else [{}])
            ],
        }

    def text(self, part, code, item=""):
        """The words of a code with its counts, origin and size filled in, and the parts of its item where leaves were lost."""
        result = dict(words()[part][code])
        if not any("{" in text for text in result.values()):
            return result
        counts = self.counts
        values = {**counts, "disclosed": counts["leaves"] - counts["erased"] - counts["withheld"]}
        values.update((name, (self.signer or {}).get(name, "-")) for name in ("origin", "size"))
        if code.endswith(".lost"):
            values["lost_origin"], values["from"], values["signed"] = item.rsplit(" ", 2)
            values["last"] = int(values["signed"]) - 1
        return {language: NAME.sub(lambda found: str(values.get(found[1], found[0])), text) for language, text in result.items()}

    @classmethod
    def unreadable(cls, error, file=None):
        """The verdict over a file that cannot be read."""
        self = cls(file)
        self.fail(error.code, error.item)
        return self.object("unreadable", [], [])

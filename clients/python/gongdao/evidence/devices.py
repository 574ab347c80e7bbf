"""The devices whose keys signed acts, and the leaves that bind them (protocol/evidence.md, section 1.6)."""
from __future__ import annotations

from dataclasses import dataclass

from .encoding import FormError, is_integer, is_text, url
from .leaves import KEY_KIND

EMPLOYER = ("code", "password")


@dataclass
class Device:
    """A line of devices.json; `first` is the leaf of the first act seen under it."""

    name: str
    key: bytes
    line: dict
    first: int | None = None
    bound: bool | None = None
    vouched: bool | None = None

    @property
    def employer_vouched(self):
        """Whoever hands out codes could have enrolled it, and no later voucher of another kind is known."""
        return self.line["voucher"].partition(":")[0] in EMPLOYER and not self.vouched


class Devices:
    """The devices of a file, each once. The vouching leaves are known after all leaves were seen: acts are counted by device till then."""

    def __init__(self, findings, value):
        self._findings = findings
        self._by_name, self._by_leaf = {}, {}
        self._signed = {}
        try:
            if not isinstance(value, list):
                raise FormError("no list of devices")
            for line in value:
                self._add(line)
        except FormError as error:
            findings.fail("device.form", error)

    def _add(self, line):
        if not isinstance(line, dict) or not is_text(line.get("device"), line.get("voucher")) or not is_integer(line.get("leaf")):
            raise FormError("no device")
        if "vouched" in line and not (is_integer(line["vouched"]) and line["vouched"] > line["leaf"]):
            raise FormError("vouched for before it was there")
        device = Device(line["device"], url(line.get("key"), 33), line)
        if device.name in self._by_name:
            raise FormError(f"{device.name} comes twice")
        self._by_name[device.name] = device
        self._by_leaf.setdefault(line["leaf"], []).append(device)
        if "vouched" in line:
            self._by_leaf.setdefault(line["vouched"], []).append(device)

    def get(self, name):
        return self._by_name.get(name) if isinstance(name, str) else None

    def acted(self, device, leaf, signed):
        """An act under this device stands at `leaf`; `signed`: its signature holds."""
        device.first = leaf if device.first is None else min(device.first, leaf)
        if signed:
            self._signed[device.name] = self._signed.get(device.name, 0) + 1

    def see(self, leaf):
        """Shown every leaf: takes what binds or confirms a device."""
        for device in self._by_leaf.get(leaf.index, ()):
            content = leaf.content if leaf.kind == KEY_KIND and leaf.content else {}
            line = device.line
            if leaf.index == line["leaf"]:
                bound = all(content.get(name) == line.get(name) for name in ("device", "key", "voucher"))
                device.bound = bound and device.bound is not False
            if leaf.index == line.get("vouched"):
                voucher = content.get("voucher")
                named = content.get("op") == "device.vouch" and content.get("device") == device.name and isinstance(voucher, str)
                device.vouched = named and voucher.partition(":")[0] not in EMPLOYER

    def finish(self):
        """`device.leaf` once for each device that is not bound, or only behind an act under it; counts the employer-vouched acts."""
        for device in self._by_name.values():
            late = device.first is not None and device.first <= device.line["leaf"]
            if not device.bound or late or ("vouched" in device.line and not device.vouched):
                self._findings.fail("device.leaf", device.name)
            if device.employer_vouched:
                self._findings.counts["employer_vouched"] += self._signed.get(device.name, 0)

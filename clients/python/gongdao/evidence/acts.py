"""Acts and their devices' signatures (protocol/evidence.md, section 1.4)."""
import hashlib

from .encoding import FormError, canonical_json, to_url, url
from .signatures import device_signature

PREFIX = b"gongdao/v1/mutation\n"


def signed_bytes(content):
    """What the device signed, or None where the body holds no act. FormError where the act has no canonical form."""
    act = content.get("act")
    return PREFIX + canonical_json(act) if isinstance(act, list) else None


def digest(leaf):
    """The digest of a disclosed leaf's act, of its body where it holds none; base64url."""
    signed = signed_bytes(leaf.content)
    return to_url(hashlib.sha256(leaf.body if signed is None else signed).digest())


class ActChecks:
    """Checks the act of each disclosed leaf. `tenant` is None where no key tells it, `devices` in a receipt that brings none."""

    def __init__(self, findings, tenant, devices):
        self._findings, self._tenant, self._devices = findings, tenant, devices

    def check(self, leaf):
        """The act of a leaf, if its body has one."""
        content, item = leaf.content, f"leaf {leaf.index}"
        if content is None or not isinstance(content.get("act"), list):
            return
        findings = self._findings
        findings.counts["acts"] += 1
        actor = content.get("actor")
        actor = actor if isinstance(actor, dict) else {}
        act = content["act"]
        try:
            message = signed_bytes(content)
        except FormError:
            message = None
        wanted = (actor.get("device", act[1] if len(act) > 1 else None), content["op"])
        tenant = self._tenant or (act[0] if act else None)
        if message is None or len(act) != 9 or (act[0], act[1], act[5]) != (tenant, *wanted):
            findings.fail("act.form", item)
        if actor.get("key") is not True:
            findings.counts["unsigned"] += 1
        elif self._devices is None:
            findings.not_proved.append("device_unchecked")
        else:
            self._signature(content, self._devices.get(actor.get("device")), message, leaf.index)

    def _signature(self, content, device, message, index):
        if device is None or "sig" not in content:
            self._findings.fail("act.key", f"leaf {index}")
            return
        try:
            holds = message is not None and device_signature(device.key, url(content["sig"], 64), message)
        except FormError:
            holds = False
        self._devices.acted(device, index, holds)
        if holds:
            self._findings.counts["signed"] += 1
        else:
            self._findings.fail("act.signature", f"leaf {index}")

"""RFC 3161 time stamps under a checkpoint (protocol/evidence.md, section 1.10): who holds no key of ours says when it existed.

Read here are imprint and time; the authority's own signature (CMS, certificates) is checked by `openssl ts`, where it is there.
"""
from __future__ import annotations

import datetime
import hashlib
import subprocess
import tempfile
from dataclasses import dataclass

from . import der
from .encoding import FormError, to_standard

SHA256 = bytes.fromhex("608648016503040201")
SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
TST_INFO = bytes.fromhex("2a864886f70d0109100104")
LARGEST = 16_384
"""Bytes of a token at most."""


@dataclass(frozen=True)
class Stamp:
    """What a token says: the SHA-256 it is about, when, under which number; `token` is the whole of it."""

    imprint: bytes
    time: datetime.datetime
    nonce: int | None
    token: bytes

    @classmethod
    def parse(cls, token):
        """From the DER of a TimeStampToken. FormError for anything else."""
        if len(token) > LARGEST:
            raise FormError("a token too long")
        outer = der.items(der.only(token, der.SEQUENCE))
        if len(outer) != 2 or outer[0] != (der.OID, SIGNED_DATA) or outer[1][0] != der.FIRST:
            raise FormError("no signed data")
        signed = der.items(der.only(outer[1][1], der.SEQUENCE))
        if len(signed) < 4 or signed[2][0] != der.SEQUENCE:
            raise FormError("no signed data")
        inner = der.items(signed[2][1])
        if len(inner) != 2 or inner[0] != (der.OID, TST_INFO) or inner[1][0] != der.FIRST:
            raise FormError("no time stamp")
        info = der.items(der.only(der.only(inner[1][1], der.OCTETS), der.SEQUENCE))
        tags = [tag for tag, _ in info[:5]]
        if tags != [der.INTEGER, der.OID, der.SEQUENCE, der.INTEGER, der.TIME]:
            raise FormError("no time stamp of version 1")
        nonces = [content for tag, content in info[5:] if tag == der.INTEGER]
        nonce = int.from_bytes(nonces[0], "big") if nonces else None
        return cls(_imprint(info[2][1]), _time(info[4][1]), nonce, token)

    def line(self, name):
        """The signature line under a note."""
        return f"— {name} {to_standard(key_id(name) + self.token)}\n"

    def is_of(self, text):
        """Whether it is about this checkpoint's text."""
        return self.imprint == hashlib.sha256(text.encode("utf-8")).digest()


def key_id(name):
    """As of a key of C2SP's extended kind (FF) that is named `rfc3161`."""
    return hashlib.sha256(name.encode("utf-8") + b"\n\xffrfc3161").digest()[:4]


def _imprint(data):
    parts = der.items(data)
    if len(parts) != 2 or parts[0][0] != der.SEQUENCE or parts[1][0] != der.OCTETS or len(parts[1][1]) != 32:
        raise FormError("no imprint of SHA-256")
    if der.items(parts[0][1])[:1] != [(der.OID, SHA256)]:
        raise FormError("no imprint of SHA-256")
    return parts[1][1]


def _time(data):
    try:
        text = data.decode("ascii")
        whole = datetime.datetime.strptime(text.partition(".")[0].rstrip("Z"), "%Y%m%d%H%M%S")
        if not text.endswith("Z"):
            raise ValueError
    except ValueError as error:
        raise FormError("no time") from error
    return whole.replace(tzinfo=datetime.timezone.utc)


def request(text, nonce):
    """The DER of a TimeStampReq for a checkpoint's text; the certificate is asked for."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    algorithm = der.write(der.SEQUENCE, der.write(der.OID, SHA256), der.write(der.NULL))
    imprint = der.write(der.SEQUENCE, algorithm, der.write(der.OCTETS, digest))
    return der.write(der.SEQUENCE, der.number(1), imprint, der.number(nonce), der.write(der.BOOLEAN, b"\xff"))


def stamp_of(response, text, nonce):
    """The stamp in a TimeStampResp that is about this text and answers this request. FormError: refused, or of something else."""
    parts = der.items(der.only(response, der.SEQUENCE))
    status = der.items(parts[0][1]) if parts and parts[0][0] == der.SEQUENCE else []
    if len(parts) != 2 or not status or status[0][0] != der.INTEGER or int.from_bytes(status[0][1], "big") > 1:
        raise FormError("the authority refused")
    stamp = Stamp.parse(der.write(parts[1][0], parts[1][1]))
    if not stamp.is_of(text) or stamp.nonce != nonce:
        raise FormError("a stamp of something else")
    return stamp


def stamps(note):
    """(name, Stamp, or None where the line is no token) for each time stamp under a note."""
    found = []
    for name, number, blob in note.signatures:
        if number == key_id(name):
            try:
                found.append((name, Stamp.parse(blob)))
            except FormError:
                found.append((name, None))
    return found


def signed_by_authority(stamp, ca):
    """Whether the authority's signature holds under the certificates in the file `ca`; None where there is no openssl."""
    with tempfile.NamedTemporaryFile(suffix=".tst") as file:
        file.write(stamp.token)
        file.flush()
        command = ["openssl", "ts", "-verify", "-digest", stamp.imprint.hex(), "-token_in", "-in", file.name, "-CAfile", ca]
        try:
            run = subprocess.run(command, capture_output=True, timeout=30, check=False)
        except (FileNotFoundError, PermissionError, subprocess.TimeoutExpired):
            return None
    return run.returncode == 0 and b"Verification: OK" in run.stdout + run.stderr

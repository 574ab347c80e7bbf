"""Asks a time stamp authority (RFC 3161 over HTTP) about a checkpoint. That it does not answer stops no witness."""
import http.client
import secrets
import sys
import urllib.error
import urllib.request

from ..evidence.encoding import FormError
from ..evidence.timestamp import LARGEST, request, stamp_of
from .words import NO_STAMP, told

TIMEOUT_S = 20


class Authority:
    """An address, and the name its lines get."""

    def __init__(self, address, name):
        if not address.startswith(("http://", "https://")):
            raise FormError("the authority's address is a URL")
        self._address, self._name = address, name

    def line(self, text):
        """The signature line with the token, or nothing where the authority gave none; why not is told on standard error."""
        nonce = secrets.randbits(63)
        query = urllib.request.Request(self._address, request(text, nonce), {"Content-Type": "application/timestamp-query"})
        try:
            with urllib.request.urlopen(query, timeout=TIMEOUT_S) as answer:
                return stamp_of(answer.read(LARGEST * 2), text, nonce).line(self._name)
        except (FormError, urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
            print(told(NO_STAMP, str(error)), file=sys.stderr, flush=True)
            return ""

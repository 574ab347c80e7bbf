"""For the demo: asks the server itself, line by line, for another tenant's records, with everything an admin there can hold."""
import base64
import hashlib
import hmac
import json
import socket
import struct
import time


class Asker:
    """One connection that sends a request and reads its answer."""

    def __init__(self, address):
        host, port = address.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), 10)
        self.lines = self.socket.makefile("rb")
        self.last = 0
        self.ask("hello", {"v": [1, 1], "app": "demo", "schema": 1})

    def ask(self, method, params):
        """The answer: a result, or an error with its code."""
        self.last += 1
        request = {"jsonrpc": "2.0", "id": self.last, "method": method, "params": params}
        self.socket.sendall(json.dumps(request).encode() + b"\n")
        while True:
            line = self.lines.readline()
            if not line:
                raise ConnectionError("the server closed the connection")
            answer = json.loads(line)
            if answer.get("id") == self.last:
                return answer

    def close(self):
        self.socket.close()


def second_factor(secret):
    """The six digits of now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def sign_in(address, tenant, login, password, **more):
    asker = Asker(address)
    answer = asker.ask("auth.sign_in", {"tenant": tenant, "login": login, "password": password, "device": {"name": "wall"}, **more})
    if "result" not in answer:
        raise ConnectionError(f"{tenant}/{login}: {answer['error']}")
    return asker, answer["result"]


def full_admin(address, tenant, login, password):
    """Signed in with a second factor, so that no role is withheld."""
    first, _ = sign_in(address, tenant, login, password)
    secret = first.ask("auth.totp_enrol", {"password": password})["result"]["secret"]
    code = second_factor(secret)
    first.ask("auth.totp_confirm", {"code": code})
    first.close()
    # A code serves once: the next one is half a minute away at most.
    while second_factor(secret) == code:
        time.sleep(0.5)
    return sign_in(address, tenant, login, password, totp=second_factor(secret))


def everything(asker):
    """All rows that the caller may hold, as text."""
    pages, cursor = [], None
    while True:
        page = asker.ask("sync.pull", {"cur": cursor} if cursor else {})["result"]
        pages.append(json.dumps(page, ensure_ascii=False))
        cursor = page["cur"]
        if not page.get("more"):
            return "".join(pages)

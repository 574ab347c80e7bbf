"""RFC 3161: tokens of an authority that openssl plays here, asked over HTTP by the witness, read and checked."""
import asyncio
import contextlib
import http.server
import io
import json
import os
import pathlib
import subprocess
import tempfile
import threading
import unittest
from unittest import mock

from log_of_test import TestLog

from gongdao.evidence import der
from gongdao.evidence.__main__ import main
from gongdao.evidence.checkpoint import Checkpoint
from gongdao.evidence.encoding import FormError
from gongdao.evidence.pin import Pin
from gongdao.evidence.timestamp import Stamp, request, stamp_of, stamps
from gongdao.evidence.verify import verify_file
from gongdao.witness.authority import Authority
from gongdao.witness.look import look
from gongdao.witness.memory import Memory
from gongdao.witness.signer import Signer

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = serial
default_policy = 1.2.3.4
digests = sha256
signer_digest = sha256
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
crypto_device = builtin
[req]
distinguished_name = name
[name]
[stamping]
extendedKeyUsage = critical,timeStamping
"""


class Play:
    """openssl as an authority in a folder of its own."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        (self.folder / "tsa.conf").write_text(CONFIG)
        (self.folder / "serial").write_text("01\n")
        self.run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key.pem", "-out", "ca.pem",
                 "-subj", "/CN=test authority", "-days", "3650", "-config", "tsa.conf", "-extensions", "stamping")

    def run(self, *arguments):
        return subprocess.run(["openssl", *arguments], cwd=self.folder, capture_output=True, check=True, timeout=60).stdout

    def reply(self, query):
        (self.folder / "query").write_bytes(query)
        self.run("ts", "-reply", "-config", "tsa.conf", "-section", "here", "-queryfile", "query", "-signer", "ca.pem", "-inkey", "key.pem",
                 "-out", "reply")
        return (self.folder / "reply").read_bytes()


class Server:
    """The authority over HTTP; `answer` may be bent."""

    def __init__(self, answer):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = answer(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_port}/"

    def close(self):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class TimeStamps(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.play = Play(cls.folder.name)
        cls.text = TestLog().checkpoint().partition("\n\n")[0] + "\n"
        cls.reply = cls.play.reply(request(cls.text, 77))
        cls.stamp = stamp_of(cls.reply, cls.text, 77)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def judge(self, note, *more):
        path = pathlib.Path(self.folder.name, "x.note")
        path.write_text(note)
        with contextlib.redirect_stdout(io.StringIO()) as out:
            status = main(["stamp", str(path), "--json", *more])
        return status, json.loads(out.getvalue())["stamps"]

    def test_a_stamp_is_read_and_its_signature_checked_by_openssl(self):
        log = TestLog()
        note = log.checkpoint()
        text = note.partition("\n\n")[0] + "\n"
        stamp = stamp_of(self.play.reply(request(text, 5)), text, 5)
        ca = str(self.play.folder / "ca.pem")
        with_stamp = note + stamp.line("tsa.example")
        status, found = self.judge(with_stamp, "--ca", ca)
        self.assertEqual((status, found[0]["name"], found[0]["code"]), (0, "tsa.example", "holds"))
        self.assertEqual(found[0]["time"], stamp.time.isoformat())
        self.assertEqual(self.judge(with_stamp)[0], 3)
        self.assertEqual(self.judge(note)[0], 2)
        # Whoever knows nothing of time stamps sees a signature of an unknown key.
        verdict = verify_file(io.BytesIO(with_stamp.encode()), Pin.of(str(log.keys[0].public)))
        self.assertEqual(verdict["result"], "proved")
        other = log.keys[0].note(text.replace("e1", "e2")) + stamp.line("tsa.example")
        self.assertEqual(self.judge(other, "--ca", ca)[1][0]["code"], "imprint")
        with tempfile.TemporaryDirectory() as folder:
            stranger = Play(folder)
            self.assertEqual(self.judge(with_stamp, "--ca", str(stranger.folder / "ca.pem"))[1][0]["code"], "signature")
        with mock.patch.dict(os.environ, {"PATH": ""}):
            self.assertEqual(self.judge(with_stamp, "--ca", ca)[1][0]["code"], "unchecked")

    def test_a_token_with_a_bit_changed_never_holds(self):
        note = Checkpoint.parse(TestLog().checkpoint())
        ca = str(self.play.folder / "ca.pem")
        for place in range(0, len(self.stamp.token), 97):
            token = bytearray(self.stamp.token)
            token[place] ^= 1
            line = Stamp(b"", None, None, bytes(token)).line("tsa")
            found = self.judge(note.note.text + "\n" + str(note.note).rpartition("\n\n")[2] + line, "--ca", ca)[1]
            self.assertNotEqual(found[0]["code"], "holds", place)

    def test_answers_to_something_else_are_refused(self):
        for reply, text, nonce in ((self.reply, self.text, 78), (self.reply, self.text + "x\n", 77), (b"", self.text, 77),
                                   (self.reply[:-1], self.text, 77), (b"\x30\x05\x30\x03\x02\x01\x02", self.text, 77)):
            with self.assertRaises(FormError):
                stamp_of(reply, text, nonce)

    def test_hostile_der_is_refused(self):
        for data in (b"", b"\x30", b"\x30\x84\xff\xff\xff\xff", b"\x30\x80\x00\x00", b"\x3f\x81\x01", b"\x30" * 1_000, b"\x04\x00"):
            with self.assertRaises(FormError):
                Stamp.parse(data)
        with self.assertRaises(FormError):
            Stamp.parse(der.write(der.SEQUENCE, bytes(20_000)))

    def test_the_witness_adds_a_stamp_and_goes_on_without_one(self):
        log = TestLog()
        with tempfile.TemporaryDirectory() as folder:
            memory, signer = Memory(folder), Signer.open(folder + "/witness.pem", "union.example")
            for answer, count in ((self.play.reply, 1), (lambda query: b"no", 0), (lambda query: self.reply, 0)):
                server = Server(answer)
                try:
                    with contextlib.redirect_stderr(io.StringIO()):
                        asyncio.run(look(log.ask, memory, signer, 1_795_000_100, None, Authority(server.address, "tsa").line))
                finally:
                    server.close()
                checkpoint = Checkpoint.parse(log.handed_in[-1])
                found = stamps(checkpoint.note)
                self.assertEqual(len(found), count)
                self.assertTrue(all(stamp.is_of(checkpoint.note.text) for _, stamp in found))
                self.assertTrue(checkpoint.note.signed_by(signer.key))
                log.grow(1)
        with self.assertRaises(FormError):
            Authority("file:///etc/passwd", "tsa")

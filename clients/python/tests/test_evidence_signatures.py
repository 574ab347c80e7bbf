"""The plain Python of Ed25519 and P-256 against the RFCs' vectors and against `cryptography`, and keys and notes of C2SP."""
import random
import unittest

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gongdao.evidence import ed25519, p256, signatures
from gongdao.evidence.encoding import FormError
from gongdao.evidence.notes import Key, Note

RFC_8032 = [
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
]
"""RFC 8032, section 7.1: key, message, signature of tests 1 to 3."""

RFC_6979_KEY = "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
RFC_6979 = [
    (b"sample", "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"),
    (b"test", "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
              "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083"),
]
"""RFC 6979, section A.2.5, with SHA-256."""


def damaged(data, dice):
    result = bytearray(data)
    result[dice.randrange(len(result))] ^= 1 << dice.randrange(8)
    return bytes(result)


class PublishedVectors(unittest.TestCase):
    def test_ed25519(self):
        for key, message, signature in RFC_8032:
            key, message, signature = bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature)
            self.assertTrue(ed25519.verify(key, signature, message))
            self.assertFalse(ed25519.verify(key, signature, message + b"x"))
            number = int.from_bytes(signature[32:], "little") + ed25519.ORDER
            self.assertFalse(ed25519.verify(key, signature[:32] + number.to_bytes(32, "little"), message), "s must be below the order")

    def test_p256(self):
        key = bytes.fromhex(RFC_6979_KEY)
        for message, signature in RFC_6979:
            signature = bytes.fromhex(signature)
            self.assertTrue(p256.verify(key, signature, message))
            self.assertFalse(p256.verify(b"\2" + key[1:], signature, message))
            self.assertFalse(p256.verify(key, signature, message + b"x"))
            self.assertFalse(p256.verify(key, bytes(32) + signature[32:], message))


class BothWays(unittest.TestCase):
    """Whatever `cryptography` says of a signature, whole or damaged, plain Python says too."""

    def test_ed25519(self):
        dice = random.Random(1)
        for number in range(20):
            key, message = Ed25519PrivateKey.generate(), dice.randbytes(number)
            public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
            self._agree(ed25519.verify, signatures.log_signature, public, key.sign(message), message, dice)

    def test_p256(self):
        dice = random.Random(2)
        for number in range(20):
            key, message = ec.generate_private_key(ec.SECP256R1()), dice.randbytes(number)
            r, s = decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
            public = key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
            self._agree(p256.verify, signatures.device_signature, public, r.to_bytes(32, "big") + s.to_bytes(32, "big"), message, dice)

    def test_p256_by_tables(self):
        """From the third signature of a key on it is reckoned in another way."""
        dice, key = random.Random(3), ec.generate_private_key(ec.SECP256R1())
        public = key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        for number in range(12):
            message = dice.randbytes(number)
            r, s = decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
            self._agree(p256.verify, signatures.device_signature, public, r.to_bytes(32, "big") + s.to_bytes(32, "big"), message, dice)
        self.assertIn(p256.decode(public), p256._tables)
        for first, second in ((0, 0), (1, 0), (0, 1), (p256.ORDER - 1, 1), (15, 16), (2**252, 2**255), (p256.ORDER - 2, p256.ORDER - 1)):
            point = p256.decode(public)
            for other in (point, p256.BASE):
                one, two = p256._sum(first, p256.BASE, second, other), p256._by_tables(first, p256.BASE, second, other)
                self.assertEqual(self._affine(one), self._affine(two))

    @staticmethod
    def _affine(point):
        inverse = pow(point[2], -1, p256.P) if point[2] else 0
        return point[0] * inverse**2 % p256.P, point[1] * inverse**3 % p256.P

    def _agree(self, plain, fast, public, signature, message, dice):
        self.assertFalse(signatures.PLAIN, "cryptography is there")
        self.assertTrue(plain(public, signature, message))
        self.assertTrue(fast(public, signature, message))
        for key, other in ((public, damaged(signature, dice)), (damaged(public, dice), signature)):
            self.assertFalse(plain(key, other, message))
            self.assertFalse(fast(key, other, message))


class KeysAndNotes(unittest.TestCase):

    def test_a_key_is_one_text_only(self):
        key = "gongdao.test/acme+7d259a4d+AfVH8ehL6+tsKS0JfeNgM1s7WnIyW78yY/vUZlin6T4D"
        self.assertEqual(str(Key.parse(key)), key)
        others = (key.replace("7d259a4d", "7D259A4D"), key.replace("7d", "7e"), key.replace("+Af", "+Bf"))
        for bad in (*others, key[:-1], key + "=", "a b" + key, "", None):
            with self.assertRaises(FormError):
                Key.parse(bad)

    def test_what_is_no_signed_note_is_refused(self):
        good = "a\n\n— n AAAAAAA=\n"
        self.assertEqual(Note.parse(good, 100).text, "a\n")
        line = "— n AAAAAAA=\n"
        bad = ["", "a\n", "a\n\n", "a\n\n" + line[:-1], "a\n\n- n AAAAAAA=\n", "a\n\n— n AAAA\n", "a\n\n— n x y\n"]
        for text in [*bad, "a\r\n\n" + line, "a\n" + line, "a\n\n" + line * 17, "x" * 100 + good]:
            with self.subTest(text), self.assertRaises(FormError):
                Note.parse(text, 100 if len(text) > 100 and text[0] == "x" else 10_000)

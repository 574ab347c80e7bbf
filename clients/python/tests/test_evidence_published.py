"""What others have published: trees and proofs of RFC 6962, signed notes and a cosigned checkpoint of C2SP (published.json)."""
import json
import pathlib
import unittest

from gongdao.evidence.checkpoint import Checkpoint
from gongdao.evidence.encoding import to_standard
from gongdao.evidence.merkle import EMPTY, consistent, leaf_hash, parts, root_of, walk
from gongdao.evidence.notes import Key, Note

VECTORS = pathlib.Path(__file__).resolve().parents[3] / "protocol/vectors/evidence"


class Published(unittest.TestCase):
    def setUp(self):
        self.found = json.loads((VECTORS / "published.json").read_bytes())

    def test_trees_and_their_proofs(self):
        tree = self.found["tree"]
        leaves = [leaf_hash(bytes.fromhex(text)) for text in tree["inputs"]]
        roots = [EMPTY, *(bytes.fromhex(text) for text in tree["roots"])]
        self.assertEqual(EMPTY.hex(), tree["empty"])
        for case in tree["inclusion"]:
            proof = [bytes.fromhex(text) for text in case["proof"]]
            self.assertEqual(walk(case["leaf"], case["size"], leaves[case["leaf"]], proof)[0], roots[case["size"]])
            for bad in ([*proof, EMPTY], proof[:-1] if proof else [EMPTY], [EMPTY] * len(proof) or [EMPTY]):
                self.assertNotEqual(walk(case["leaf"], case["size"], leaves[case["leaf"]], bad)[0], roots[case["size"]])
        for case in tree["consistency"]:
            proof = [bytes.fromhex(text) for text in case["proof"]]
            self.assertTrue(consistent(case["old"], case["size"], roots[case["old"]], roots[case["size"]], proof))
            self.assertFalse(consistent(case["old"], case["size"], roots[case["old"]], roots[case["size"]], [*proof, EMPTY]))
            self.assertFalse(consistent(case["old"], case["size"], EMPTY, roots[case["size"]], proof))

    def test_the_complete_subtrees_of_a_proof_give_the_root_at_a_smaller_size(self):
        tree = self.found["tree"]
        leaves = [leaf_hash(bytes.fromhex(text)) for text in tree["inputs"]]
        for case in tree["inclusion"]:
            proof = [bytes.fromhex(text) for text in case["proof"]]
            nodes = dict(walk(case["leaf"], case["size"], leaves[case["leaf"]], proof)[1])
            hashes = [nodes.get(key) for key in parts(case["leaf"] + 1)]
            self.assertEqual(root_of(hashes).hex(), tree["roots"][case["leaf"]])

    def test_signed_notes(self):
        for case in self.found["notes"]:
            note = Note.parse(case["note"], 10_000)
            for text in case["keys"]:
                self.assertEqual(str(Key.parse(text)), text)
                self.assertIs(note.signed_by(Key.parse(text)), True)
            changed = Note.parse(case["note"].replace("cryptography", "steganography"), 10_000)
            self.assertIs(changed.signed_by(Key.parse(case["keys"][0])), False)

    def test_a_cosigned_checkpoint(self):
        case = self.found["checkpoint"]
        checkpoint = Checkpoint.parse(case["note"])
        self.assertEqual((checkpoint.point.origin, checkpoint.point.size, to_standard(checkpoint.point.root)),
                         (case["origin"], case["size"], case["root"]))
        name, number, blob = checkpoint.note.signatures[1]
        seconds = int.from_bytes(blob[:8], "big")
        self.assertEqual((name, number.hex(), seconds, len(blob)), (case["witness"], case["key_id"], case["seconds"], 72))
        self.assertEqual(f"cosignature/v1\ntime {case['seconds']}\n{checkpoint.note.text}", case["signed"])
        self.assertEqual(str(checkpoint.note), case["note"])


class PublishedInPlainPython(Published):
    def setUp(self):
        from gongdao.evidence import signatures

        super().setUp()
        self._before, signatures.PLAIN = signatures.PLAIN, True
        self.addCleanup(setattr, signatures, "PLAIN", self._before)

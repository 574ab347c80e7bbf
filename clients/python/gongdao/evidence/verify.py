"""Verifies a file of any of the three kinds, told by how it begins."""
from .bundle import BundleVerifier
from .findings import Findings, Unreadable
from .limits import OTHER, RECEIPT
from .pin import Pin
from .receipt import ReceiptVerifier, looks_like_one
from .single import NoteVerifier


def verifier(file, pin, watch=None, shown=None, keys=()):
    """The verifier for an open binary file; nothing is checked yet. Raises Unreadable for what is none of the three."""
    file.seek(0)
    head = file.read(512)
    file.seek(0)
    if head[:2] == b"PK":
        return BundleVerifier(file, pin, watch, shown)
    if looks_like_one(head):
        return ReceiptVerifier(file.read(RECEIPT + 1), pin, watch, shown)
    if not head:
        raise Unreadable("file")
    return NoteVerifier(file.read(OTHER + 1), pin, keys)


def verify(path, pin=None, told=True):
    """The verdict over a file as the specification's JSON object (its sentences only where `told`); never raises for what it holds."""
    try:
        file = open(path, "rb")
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
        return unopened(error)
    with file:
        try:
            return verify_file(file, pin or Pin(), told)
        except OSError as error:
            return unopened(error)


def unopened(error):
    """The verdict over a file that cannot be opened or read to its end."""
    return Findings.unreadable(Unreadable("file", getattr(error, "strerror", None) or str(error)))


def verify_file(file, pin, told=True):
    """The same for an open binary file."""
    kind = None
    try:
        run = verifier(file, pin)
        kind = run.findings.file
        return run.run().findings.verdict(told)
    except Unreadable as error:
        return Findings.unreadable(error, "bundle" if error.code == "archive" else kind)

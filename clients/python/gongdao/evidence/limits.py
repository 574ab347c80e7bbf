"""Bounds of what a verifier reads (protocol/evidence.md, sections 1.8, 2.2, 3 and 3.2); beyond them a file is of wrong form."""

LINE = 2 << 20
"""Bytes of one line of leaves.jsonl or records.jsonl."""
LINES = 1_000_000
"""Lines of leaves.jsonl, and of records.jsonl."""
RECEIPT = 4 << 20
LISTS = 16 << 20
"""Bytes of manifest.json and of devices.json."""
OTHER = 1 << 20
"""Bytes of every other JSON file and note."""
CHECKPOINT = 64 << 10
RECEIPT_NOTE = 1_200
MEMBERS = 100_000
KEYS = 1_000
SIGNATURES = 16
"""Signature lines of a checkpoint."""
FAILURES = 1_000
"""Failures listed one by one; the count goes on."""
DEPTH = 32
"""Levels of arrays and objects in JSON."""
CHUNK = 196_608
"""Bytes of a chunk of an attachment, each hashed by itself (`blob.put`)."""
PIECE = 64 << 10
"""Bytes read at a time."""
LARGEST = 2**53 - 1

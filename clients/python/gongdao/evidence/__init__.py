"""Verifies evidence (bundles, receipts, checkpoints) offline, with nothing but Python's standard library.

Written from protocol/evidence.md alone, as a second opinion beside `gongdao evidence`. The command is `python3 -m gongdao.evidence`.
"""

"""Verifies evidence (bundles, receipts, checkpoints) offline, with nothing but Python's standard library.

Written from protocol/evidence.md alone, as a second opinion beside `gongdao evidence`. The command is `python3 -m gongdao.evidence`.
"""
import sys

if sys.version_info < (3, 8):  # noqa: UP036 - said in words, where an older Python would end in a syntax error
    sys.exit("需要 Python 3.8 或更新版本 / Python 3.8 or later is needed; this is " + sys.version.split()[0])

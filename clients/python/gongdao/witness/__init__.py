"""A witness of a tenant's log: signs checkpoints that go on from what it saw before, and raises an alarm at those that do not.

It need not trust the server, only be reachable for those who compare: `python3 -m gongdao.witness`.
"""
import importlib.util
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said in words, where an older Python would end in an error of another kind
    sys.exit("见证方需要 Python 3.11 或更新版本 / a witness needs Python 3.11 or later; this is " + sys.version.split()[0])
if importlib.util.find_spec("cryptography") is None:
    sys.exit("见证方需要 cryptography / a witness needs the package cryptography: pip install -r clients/python/requirements.txt")

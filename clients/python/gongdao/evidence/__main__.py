"""`python3 -m gongdao.evidence verify FILE` and `compare A B`: checks evidence offline.

Exit status: protocol/evidence.md, sections 4.4 and 4.5. 2 also where the command line itself is wrong.
"""
import argparse
import json
import os
import sys

from .compare import compare_paths
from .encoding import FormError
from .limits import CHECKPOINT
from .notes import Key
from .pin import Pin
from .report import report, report_comparison
from .stamps import judge_stamps, show
from .verify import verify
from .worker import judge


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(prog="gongdao.evidence", description="离线核对证据 / verifies evidence offline")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("verify", help="核对证据包、回执或检查点 / check a bundle, a receipt or a checkpoint")
    one.add_argument("file")
    one.add_argument("--checkpoint", metavar="FILE", help="先前保存的检查点 / a checkpoint kept earlier")
    one.add_argument("--witness", metavar="VKEY", action="append", default=[], help="见证方的公钥 / the key of a witness; more than once")
    two = commands.add_parser("compare", help="比对两人的文件 / compare two people's files")
    two.add_argument("first")
    two.add_argument("second")
    three = commands.add_parser("stamp", help="检查点的时间戳 / time stamps (RFC 3161) under a checkpoint")
    three.add_argument("file")
    three.add_argument("--ca", metavar="FILE", help="时间戳机构的证书 / certificates of the authority (needs openssl)")
    for command in (one, two):
        command.add_argument("--key", metavar="VKEY", help="另行取得的日志公钥 / the log's key, got by another way")
    for command in (one, two, three):
        command.add_argument("--language", choices=("zh", "en"), default="zh" if _locale().startswith("zh") else "en")
        command.add_argument("--json", action="store_true", help="一个 JSON 对象 / one JSON object")
    commands.add_parser("judge", help="逐行读取 JSON 任务 / reads one JSON task a line, answers one a line")
    return parser


def _locale():
    return next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")


def main(argv=None):
    """Does what the command line asks; gives the exit status."""
    parser = arguments()
    options = parser.parse_args(argv)
    if options.command == "judge":
        return judge(sys.stdin.buffer, sys.stdout)
    if options.command == "stamp":
        lines, status = show(judge_stamps(options.file, options.ca), options.language, options.json)
        print("\n".join(lines))
        return status
    try:
        if options.command == "compare":
            verdict = compare_paths(options.first, options.second, Key.parse(options.key) if options.key else None)
        else:
            verdict = verify(options.file, _pin(options))
    except FormError as error:
        parser.error(f"--key, --checkpoint, --witness: {error}")
    except OSError as error:
        parser.error(f"--checkpoint: {error}")
    if options.json:
        print(json.dumps(verdict, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
    else:
        told = report if verdict["kind"] == "gongdao-verdict" else report_comparison
        print("\n".join(told(verdict, options.language)))
    return verdict.get("verdict", verdict)["exit"]


def _pin(options):
    note = None
    if options.checkpoint:
        with open(options.checkpoint, "rb") as file:
            note = file.read(CHECKPOINT + 1)
    return Pin.of(options.key, note, options.witness)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main())

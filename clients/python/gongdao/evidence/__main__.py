"""`python3 -m gongdao.evidence verify FILE` and `compare A B`: checks evidence offline.

Exit status: protocol/evidence.md, sections 4.4 and 4.5. 2 also where the command line itself is wrong.
"""
import argparse
import importlib.util
import json
import os
import sys

from .compare import compare_paths
from .encoding import FormError
from .limits import CHECKPOINT
from .notes import LOG, WITNESS, Key
from .pin import Pin
from .report import report, report_comparison
from .stamps import judge_stamps, show
from .verify import verify
from .worker import judge

STATUSES = """退出状态 / exit status:
  0  已证明 / proved
  3  自身一致，签名者未确认、无法比对或见证方未签署 / consistent in itself: the signer is not established, something could not be
     compared, or a witness given has not signed
  4  有一项不成立 / something does not hold; each is named
  2  无法读取，或命令行有误 / unreadable, or a wrong command line"""
KEY_HELP = "另行取得的日志公钥：名称+编号+base64 / the log's key, got by another way: name+id+base64"


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="gongdao.evidence", description="离线核对证据 / verifies evidence offline", epilog=STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    one = _command(commands, "verify", "核对证据包、回执或检查点 / checks a bundle, a receipt or a checkpoint")
    one.add_argument("file", help="证据包（.zip）、回执（.json）或检查点（.note） / bundle, receipt or checkpoint")
    one.add_argument("--key", metavar="VKEY", type=_key(LOG), help=KEY_HELP)
    one.add_argument("--checkpoint", metavar="FILE", help="先前保存的检查点 / a checkpoint kept earlier")
    one.add_argument("--witness", metavar="VKEY", type=_key(WITNESS), action="append", default=[],
                     help="见证方的公钥，可多次给出 / the key of a witness; more than once")
    two = _command(commands, "compare", "比对两人的文件：是否出自同一份日志 / compares two people's files: do they show one log?")
    for name in ("first", "second"):
        two.add_argument(name, help="证据包、回执或检查点 / bundle, receipt or checkpoint")
    two.add_argument("--key", metavar="VKEY", type=_key(LOG), help=KEY_HELP + "；两份都是检查点时需要 / needed where both are checkpoints")
    three = _command(commands, "stamp", "检查点的时间戳 / time stamps (RFC 3161) under a checkpoint")
    three.add_argument("file", help="证据包、回执或检查点 / bundle, receipt or checkpoint")
    three.add_argument("--ca", metavar="FILE", help="时间戳机构的证书（需要 openssl） / certificates of the authority (needs openssl)")
    for command in (one, two, three):
        command.add_argument("--language", choices=("zh", "en"), default="zh" if _locale().startswith("zh") else "en",
                             help="结论的语言 / of what is said")
        command.add_argument("--json", action="store_true", help="一个 JSON 对象 / one JSON object")
    _command(commands, "judge", "逐行读取 JSON 任务 / reads one JSON task a line, answers one a line")
    return parser


def _command(commands, name, text):
    return commands.add_parser(name, help=text, description=text, epilog=STATUSES, formatter_class=argparse.RawDescriptionHelpFormatter)


def _key(algorithm):
    def parse(text):
        try:
            return Key.parse(text, algorithm)
        except FormError as error:
            raise argparse.ArgumentTypeError(f"不是这种公钥，请完整抄写 / no key of this kind, copy it whole ({error})") from error

    return parse


def _locale():
    return next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")


def main(argv=None):
    """Does what the command line asks; gives the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # not where a test or another program catches what is written
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = arguments()
    options = parser.parse_args(argv)
    try:
        if options.command == "judge":
            return judge(sys.stdin.buffer, sys.stdout)
        lines, status = _answer(options, parser)
        _say(lines)
        return status
    except BrokenPipeError:  # whoever gave the tasks is gone
        _drop()
        return 0
    except KeyboardInterrupt:
        return 130


def _say(lines):
    try:
        print("\n".join(lines), flush=True)
    except BrokenPipeError:  # whoever read along has seen enough
        _drop()
    except OSError as error:
        _drop()
        sys.exit(f"无法写出结论 / the verdict cannot be written: {error.strerror}")


def _drop():
    """What could not be written is not tried again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _answer(options, parser):
    """The lines to print, and the exit status."""
    if options.command == "stamp":
        if options.ca:
            _read(options.ca, 1, "--ca", parser)
        return show(judge_stamps(options.file, options.ca), options.language, options.json)
    if options.command == "compare":
        if importlib.util.find_spec("_sqlite3") is None:
            parser.error("此 Python 不带 sqlite3，无法比对 / this Python was built without sqlite3 and cannot compare")
        verdict = compare_paths(options.first, options.second, options.key)
    else:
        note = _read(options.checkpoint, CHECKPOINT + 1, "--checkpoint", parser) if options.checkpoint is not None else None
        verdict = verify(options.file, Pin.with_keys(options.key, note, options.witness))
    if options.json:
        lines = [json.dumps(verdict, ensure_ascii=False, separators=(",", ":"), sort_keys=True)]
    else:
        lines = (report if verdict["kind"] == "gongdao-verdict" else report_comparison)(verdict, options.language)
    return lines, verdict.get("verdict", verdict)["exit"]


def _read(path, most, name, parser):
    try:
        with open(path, "rb") as file:
            return file.read(most)
    except OSError as error:
        parser.error(f"{name}: 无法读取 / cannot be read: {path} ({error.strerror})")


if __name__ == "__main__":
    sys.exit(main())

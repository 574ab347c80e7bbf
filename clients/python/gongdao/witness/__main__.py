"""`python3 -m gongdao.witness key|watch`: makes the witness's key; looks at a log once or again and again, and signs what goes on.

Exit status: 0 signed; 4 alarm, with both checkpoints in a file; 1 the server could not be reached or answered with an error; 2 wrong use.
"""
import argparse
import asyncio
import os
import sys
import time

from ..evidence.encoding import FormError
from ..evidence.notes import Key
from .authority import Authority
from .connection import Connection
from .history import WHY, Alarm
from .look import Refused, look
from .memory import Memory
from .signer import Signer
from .words import SILENT, UNREACHABLE, told

STATUSES = """退出状态 / exit status:
  0  已签名 / signed
  4  警报：未签名，两个检查点保存在文件中 / alarm: not signed, both checkpoints are in a file
  1  无法连接，或服务器拒绝 / the server could not be reached, or refused
  2  用法有误，或保存的内容损坏 / wrong use, or what was kept is damaged"""


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="gongdao.witness", description="存证日志的见证方 / a witness of the evidence log", epilog=STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    key = commands.add_parser("key", help="生成并显示公钥 / makes the key and shows its public half (for witness.set)")
    watch = commands.add_parser("watch", help="查看日志并签名 / looks at the log and signs")
    for command in (key, watch):
        command.add_argument("--state", required=True, metavar="FOLDER", help="保存密钥和所见 / key and memory")
        command.add_argument("--name", required=True, help="密钥名称 / key name, e.g. union.example")
    watch.add_argument("--server", required=True, metavar="HOST:PORT", type=_address, help="服务器地址和端口 / address and port")
    watch.add_argument("--ca", metavar="FILE", help="TLS 机构证书；没有则不加密 / TLS authority; without it nothing is encrypted")
    watch.add_argument("--tenant", required=True, metavar="CODE", help="单位代码 / the tenant's code")
    watch.add_argument("--login", required=True, metavar="NAME",
                       help="登录名；密码取自环境变量 GONGDAO_PASSWORD / login; the password comes from GONGDAO_PASSWORD")
    watch.add_argument("--log-key", metavar="VKEY", help="另行取得的日志公钥 / the log's key, got by another way")
    watch.add_argument("--tsa", metavar="URL", help="RFC 3161 时间戳服务 / time stamp authority whose token is added")
    watch.add_argument("--tsa-name", default="tsa", metavar="NAME", help="时间戳行的名称 / name of its line")
    watch.add_argument("--every", type=_seconds, metavar="SECONDS",
                       help="每隔几秒查看一次；没有则只看一次 / again after so many seconds; once without it")
    return parser


def _address(text):
    host, colon, port = text.rpartition(":")
    if not host or not colon or not port.isascii() or not port.isdigit() or not 0 < int(port[:6]) < 65_536:
        raise argparse.ArgumentTypeError(f"须为 主机:端口 / must be HOST:PORT: {text}")
    return text


def _seconds(text):
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:10]) < 10**9:
        raise argparse.ArgumentTypeError(f"须为大于零的秒数 / must be seconds above zero: {text}")
    return int(text)


async def watch(options, signer):
    """Looks, and looks again where asked to; gives the exit status."""
    memory = Memory(options.state)
    stamping = Authority(options.tsa, options.tsa_name).line if options.tsa else None
    while True:
        try:
            async with Connection(options, memory) as connection:
                known = await look(connection.ask, memory, signer, int(time.time()), options.log_key, stamping)
            point = known.checkpoint.point
            print(f"已签名 / signed: {point.origin} {point.size}; 日志公钥 / log key: {known.key}", flush=True)
        except Alarm as alarm:
            return raised(alarm, memory)
        except (Refused, OSError, TimeoutError) as error:
            print(f"未签名 / not signed: {why_not(error)}", file=sys.stderr, flush=True)
            if not options.every:
                return 1
        if not options.every:
            return 0
        await asyncio.sleep(options.every)


def why_not(error):
    """Why nothing was signed, in both languages."""
    if isinstance(error, Refused):
        return str(error)
    return told(SILENT if isinstance(error, TimeoutError) else UNREACHABLE, str(error))


def raised(alarm, memory):
    """Says why, and keeps both checkpoints."""
    path = memory.alarm(alarm, _known(memory), int(time.time() * 1000))
    zh, en = WHY[alarm.why]
    print(f"警报 / ALARM: {zh} / {en}\n{path}", file=sys.stderr, flush=True)
    return 4


def _known(memory):
    try:
        return memory.known()
    except FormError:
        return None


def _damaged(detail):
    print(told(("密钥、状态文件夹或参数不可用", "the key, the folder or an argument cannot be used"), detail), file=sys.stderr, flush=True)
    return 2


def main(argv=None):
    """Gives the exit status."""
    parser = arguments()
    options = parser.parse_args(argv)
    try:
        os.makedirs(options.state, mode=0o700, exist_ok=True)
        signer = Signer.open(os.path.join(options.state, "witness.pem"), options.name)
        if options.command == "watch" and options.log_key is not None:
            Key.parse(options.log_key)
        options.public = str(signer.key)
        if options.command == "key":
            print(signer.key)
            return 0
        options.password = os.environ.get("GONGDAO_PASSWORD", "")
        return asyncio.run(watch(options, signer))
    except OSError as error:
        return _damaged(f"{options.state}: {error.strerror}")
    except ValueError as error:  # FormError among them
        return _damaged(str(error))
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())

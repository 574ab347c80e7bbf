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


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(prog="gongdao.witness", description="存证日志的见证方 / a witness of the evidence log")
    commands = parser.add_subparsers(dest="command", required=True)
    key = commands.add_parser("key", help="生成并显示公钥 / makes the key and shows its public half (for witness.set)")
    watch = commands.add_parser("watch", help="查看日志并签名 / looks at the log and signs")
    for command in (key, watch):
        command.add_argument("--state", required=True, metavar="FOLDER", help="保存密钥和所见 / key and memory")
        command.add_argument("--name", required=True, help="密钥名称 / key name, e.g. union.example")
    watch.add_argument("--server", required=True, metavar="HOST:PORT")
    watch.add_argument("--ca", metavar="FILE", help="TLS authority")
    watch.add_argument("--tenant", required=True)
    watch.add_argument("--login", required=True, help="密码取自 GONGDAO_PASSWORD / the password comes from GONGDAO_PASSWORD")
    watch.add_argument("--log-key", metavar="VKEY", help="另行取得的日志公钥 / the log's key, got by another way")
    watch.add_argument("--tsa", metavar="URL", help="RFC 3161 时间戳服务 / time stamp authority whose token is added")
    watch.add_argument("--tsa-name", default="tsa", metavar="NAME", help="时间戳行的名称 / name of its line")
    watch.add_argument("--every", type=int, metavar="SECONDS", help="反复查看 / again and again; once without it")
    return parser


async def watch(options, signer):
    """Looks, and looks again where asked to; gives the exit status."""
    memory = Memory(options.state)
    stamping = Authority(options.tsa, options.tsa_name).line if options.tsa else None
    while True:
        try:
            async with Connection(options, memory) as connection:
                known = await look(connection.ask, memory, signer, int(time.time()), options.log_key, stamping)
            point = known.checkpoint.point
            print(f"{point.origin} {point.size}: signed; log key {known.key}", flush=True)
        except Alarm as alarm:
            return raised(alarm, memory)
        except (Refused, OSError, TimeoutError) as error:
            print(f"not signed: {error}", file=sys.stderr, flush=True)
            if not options.every:
                return 1
        if not options.every:
            return 0
        await asyncio.sleep(options.every)


def raised(alarm, memory):
    """Says why, and keeps both checkpoints."""
    path = memory.alarm(alarm, _known(memory), int(time.time() * 1000))
    zh, en = WHY[alarm.why]
    print(f"警报 / ALARM: {zh} / {en}\n{path}", file=sys.stderr, flush=True)
    return 4


def _known(memory):
    try:
        return memory.known()
    except (FormError, Alarm):
        return None


def main(argv=None):
    """Gives the exit status."""
    parser = arguments()
    options = parser.parse_args(argv)
    try:
        os.makedirs(options.state, mode=0o700, exist_ok=True)
        signer = Signer.open(os.path.join(options.state, "witness.pem"), options.name)
        if options.command == "watch" and options.log_key:
            Key.parse(options.log_key)
        if options.command == "key":
            print(signer.key)
            return 0
        options.password = os.environ.get("GONGDAO_PASSWORD", "")
        return asyncio.run(watch(options, signer))
    except (FormError, ValueError) as error:
        parser.error(str(error))
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())

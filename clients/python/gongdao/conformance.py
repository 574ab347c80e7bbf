"""`conformance [GONGDAOD] [VECTORS] [NAME…]`: the server as a process, every transcript, two clients."""
import asyncio
import json
import pathlib
import subprocess
import sys

from .drivers import LibraryDriver, OwnDriver
from .runner import Runner, Skipped
from .transcript import Mismatch, read


def start(program):
    """The demo server, ready: its process and what its one line says."""
    process = subprocess.Popen([program, "serve", "--demo"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    line = process.stdout.readline()
    if not line:
        raise SystemExit(f"{program} serve --demo ended without its line (exit {process.wait()})")
    return process, json.loads(line)


async def run_all(demo, files):
    passed, failed, left = 0, 0, []
    for file in files:
        for kind in (OwnDriver, LibraryDriver):
            try:
                await Runner(kind(), demo).run(read(file))
                passed += 1
            except Skipped:
                left.append(file.stem)
            except (Mismatch, OSError, KeyError, ValueError, asyncio.TimeoutError) as problem:
                failed += 1
                print(f"FAILED {file.parent.name}/{file.stem} with {kind.name}: {type(problem).__name__}: {problem}")
    if left:
        print(f"{len(left)} transcripts hold lines that a library cannot be made to send; the Python kit ran them alone: {', '.join(left)}")
    return passed, failed


def main():
    program, vectors, *names = sys.argv[1:]
    files = sorted(file for file in pathlib.Path(vectors).glob("*/*.jsonl") if not names or file.stem in names)
    if not files:
        raise SystemExit(f"no transcripts in {vectors}")
    process, demo = start(program)
    try:
        passed, failed = asyncio.run(run_all(demo, files))
    finally:
        process.terminate()
        process.wait(20)
    print(f"transcripts: {passed} passed, {failed} failed")
    raise SystemExit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()

"""`gongdaod serve --demo` as a process of its own: started, read, and ended whatever happens."""
import asyncio
import json
import os
import subprocess
import tempfile
from typing import Any

START_S = 300
STOP_S = 30


class Demo:
    """`async with Demo(program) as demo`: its one line in `demo.says`. It ends with the block; a daemon that does not is killed."""

    def __init__(self, program: str) -> None:
        self.program = program
        self.process: asyncio.subprocess.Process | None = None
        self.says: dict[str, Any] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="conformance-")     # a daemon ended while it starts leaves its folder

    async def __aenter__(self) -> "Demo":
        self.process = await asyncio.create_subprocess_exec(
            self.program, "serve", "--demo", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=os.environ | {"TMPDIR": self._folder.name})
        try:
            line = await asyncio.wait_for(self.process.stdout.readline(), START_S)
            if not line:
                raise SystemExit(f"{self.program} serve --demo ended without its line (exit {await self.process.wait()})")
            self.says = json.loads(line)
        except TimeoutError:
            await self.stop()
            raise SystemExit(f"{self.program} serve --demo did not print its line within {START_S} s") from None
        except BaseException:
            await self.stop()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def stop(self) -> None:
        try:
            if self.process is not None and self.process.returncode is None:
                await self._end(self.process)
        finally:
            self._folder.cleanup()

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_S)
        except TimeoutError:
            process.kill()
            await process.wait()
            raise SystemExit(f"{self.program} did not end within {STOP_S} s after SIGTERM and was killed") from None

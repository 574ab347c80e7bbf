"""`gongdaod serve --demo` as a process of its own: started, read, and ended whatever happens."""
import asyncio
import json
import subprocess
from typing import Any

START_S = 300
STOP_S = 30


class Demo:
    """`async with Demo(program) as demo`: its one line in `demo.says`. It ends with the block; a daemon that does not is killed."""

    def __init__(self, program: str) -> None:
        self.program = program
        self.process: asyncio.subprocess.Process | None = None
        self.says: dict[str, Any] = {}

    async def __aenter__(self) -> "Demo":
        self.process = await asyncio.create_subprocess_exec(
            self.program, "serve", "--demo", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
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
        if self.process is None or self.process.returncode is not None:
            return
        self.process.terminate()
        try:
            await asyncio.wait_for(self.process.wait(), STOP_S)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()
            raise SystemExit(f"{self.program} did not end within {STOP_S} s after SIGTERM and was killed") from None

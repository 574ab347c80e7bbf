"""`conformance GONGDAOD PROTOCOL [NAME…]`: each client has a server of its own and runs every transcript against it."""
import asyncio
import pathlib
import signal
import sys
import time
from collections.abc import Callable

from .demo import Demo
from .drivers import Driver
from .library_driver import LibraryDriver
from .own_driver import OwnDriver
from .runner import Runner
from .schemas import Schemas
from .session import Devices
from .transcript import read
from .witness_check import check_witness


def clients(dictionary: bytes) -> tuple[Callable[[], Driver], ...]:
    """The kit, plain and compressed, and the library."""
    return OwnDriver, lambda: OwnDriver(dictionary), LibraryDriver


TRANSCRIPT_S = 180


class Tally:
    """What passed and failed; one line for each transcript and client."""

    def __init__(self) -> None:
        self.passed = self.failed = 0

    def say(self, file: pathlib.Path, client: str, problem: str | None, seconds: float) -> None:
        self.passed += problem is None
        self.failed += problem is not None
        word = "ok" if problem is None else "FAILED"
        line = f"{word:7}{file.parent.name + '/' + file.stem:28}{client:12}{seconds:6.1f} s"
        print(line + (f"  {problem}" if problem else ""), flush=True)


async def attempt(driver: Driver, demo: Demo, devices: Devices, schemas: Schemas, file: pathlib.Path) -> str | None:
    """Runs one transcript; the sentence that says why it failed. Whatever goes wrong is a failure, nothing is left out."""
    try:
        await asyncio.wait_for(Runner(driver, demo.says, devices, schemas).run(read(file)), TRANSCRIPT_S)
    except TimeoutError:
        return f"the transcript did not end within {TRANSCRIPT_S} s"
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    return None


async def run_client(program: str, make: Callable[[], Driver], files: list[pathlib.Path], schemas: Schemas, tally: Tally) -> None:
    async with Demo(program) as demo:
        devices = Devices()
        for file in files:
            driver, started = make(), time.monotonic()
            problem = await attempt(driver, demo, devices, schemas, file)
            tally.say(file, driver.name, problem, time.monotonic() - started)


async def run(
    program: str, files: list[pathlib.Path], schemas: Schemas, makers: tuple[Callable[[], Driver], ...], whole_run: bool
) -> Tally:
    tally = Tally()
    whole = asyncio.gather(*(run_client(program, make, files, schemas, tally) for make in makers))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, whole.cancel)     # so that the servers are ended as well
    await whole
    if whole_run:
        await witness(program, tally)
    return tally


async def witness(program: str, tally: Tally) -> None:
    """The witness of the kit signs the log of a server of its own."""
    started, problem = time.monotonic(), None
    try:
        await asyncio.wait_for(check_witness(program), TRANSCRIPT_S)
    except Exception as fault:
        problem = f"{type(fault).__name__}: {fault}"
    tally.say(pathlib.Path("witness/signs"), "python kit", problem, time.monotonic() - started)


def main() -> None:
    program, protocol, *names = sys.argv[1:]
    folder = pathlib.Path(protocol)
    files = sorted(file for file in folder.glob("vectors/*/*.jsonl") if not names or f"{file.parent.name}/{file.stem}" in names)
    if not files or (names and len(files) != len(set(names))):
        raise SystemExit(f"not every transcript named is in {folder}/vectors: {' '.join(names)}")
    started, schemas = time.monotonic(), Schemas(folder / "schema")
    try:
        makers = clients((folder / "dictionary").read_bytes())
        tally = asyncio.run(run(program, files, schemas, makers, not names))
    except asyncio.CancelledError:
        raise SystemExit("interrupted; the servers are ended") from None
    print(f"transcripts: {len(files)} with {len(makers)} clients in {time.monotonic() - started:.0f} s: {tally.passed} passed, "
          f"{tally.failed} failed; {schemas.checked} messages, rows and operations held to their schemas")
    raise SystemExit(0 if tally.passed == len(files) * len(makers) + (not names) else 1)


if __name__ == "__main__":
    main()

"""What a runner of transcripts must not let pass: silence, a closed connection, a line it cannot send, an answer against its schema."""
import asyncio
import json
import pathlib
import tempfile
import unittest
from collections.abc import Callable
from typing import Any

from gongdao.drivers import Driver
from gongdao.library_driver import LibraryDriver
from gongdao.own_driver import OwnDriver
from gongdao.runner import Runner
from gongdao.schemas import Schemas
from gongdao.session import Devices
from gongdao.transcript import Mismatch, read

SCHEMA = pathlib.Path(__file__).parents[3] / "protocol" / "schema"
CLIENTS: tuple[Callable[[], Driver], ...] = (OwnDriver, LibraryDriver)


async def run(text: str, make: Callable[[], Driver], answers: list[Any]) -> None:
    """A server that answers the lines in order: None closes the connection, an answer gets the id that was asked."""
    left = list(answers)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            answer = left.pop(0)
            if answer is None:
                break
            if isinstance(answer, dict):
                answer = {"jsonrpc": "2.0", "id": json.loads(line)["id"]} | answer
            writer.write(json.dumps(answer).encode() + b"\n")
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        demo = {"tenant": "demo", "tcp": f"127.0.0.1:{port}", "accounts": []}
        try:
            await Runner(make(), demo, Devices(), Schemas(SCHEMA)).run(read(pathlib.Path(file.name)))
        finally:
            server.close()


class Transcripts(unittest.TestCase):
    def attempt(self, text: str, *answers: Any, why: str | None = None) -> None:
        for make in CLIENTS:
            with self.subTest(client=make.__name__):
                if why is None:
                    asyncio.run(run(text, make, list(answers)))
                else:
                    with self.assertRaisesRegex(Mismatch, why):
                        asyncio.run(run(text, make, list(answers)))

    PING = (
        '! {"connect":"plain"}\n'
        '> {"jsonrpc":"2.0","id":7,"method":"ping","params":{}}\n'
        '< {"jsonrpc":"2.0","id":7,"result":{"t_ms":"$int"}}\n'
    )

    def test_an_answer_that_fits_passes(self) -> None:
        self.attempt(self.PING, {"result": {"t_ms": 5}})

    def test_an_answer_against_the_transcript_fails_with_its_line(self) -> None:
        self.attempt(self.PING, {"result": {"t_ms": "five"}}, why="line 3: answer.result.t_ms")

    def test_an_answer_against_the_schema_fails_although_the_transcript_would_take_it(self) -> None:
        self.attempt(self.PING.replace('"$int"', '"$any"'), {"result": {"t_ms": "five"}}, why="line 3: is not as schema methods/ping.res")

    def test_a_closed_connection_is_told_at_once(self) -> None:
        self.attempt(self.PING, None, why="line 3: the server closed the connection")

    def test_a_request_on_a_closed_connection_is_told_at_once(self) -> None:
        late = self.PING.replace("> ", '! {"raw":"x"}\n! {"closed":true}\n> ')
        self.attempt(late, None, why="line 5: the server closed the connection")

    def test_a_batch_is_one_array(self) -> None:
        connect, ask, answer = self.PING.replace('"id":7', '"id":0').splitlines()
        self.attempt(f"{connect}\n> [{ask[2:]}]\n< [{answer[2:]}]\n", [{"jsonrpc": "2.0", "id": 0, "result": {"t_ms": 5}}])

    def test_the_answer_to_a_raw_line_is_seen(self) -> None:
        text = '! {"connect":"plain"}\n! {"raw":"{\\"id\\":9}"}\n< {"jsonrpc":"2.0","id":9,"error":{"code":-32600}}\n'
        self.attempt(text, {"error": {"code": -32600, "message": "invalid_request"}})

    def test_what_is_not_known_is_no_text(self) -> None:
        self.attempt(self.PING.replace('"params":{}', '"params":{"x":"$nobody"}'), why="nothing is known as \\$nobody")

    def test_a_line_that_the_library_does_not_write_is_a_failure_and_not_left_out(self) -> None:
        line = self.PING.replace('"jsonrpc":"2.0","id":7,"method"', '"jsonrpc":"1.0","id":7,"method"')
        with self.assertRaisesRegex(Mismatch, "line 2: aiorpcX cannot be made to write"):
            asyncio.run(run(line, LibraryDriver, []))


if __name__ == "__main__":
    unittest.main()

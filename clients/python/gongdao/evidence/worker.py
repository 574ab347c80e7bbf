"""Judges many files in one process: a task a line on standard input, an answer a line on standard output.

Task: {"file" | "data" (base64url), "key", "checkpoint" (text), "witnesses"}, all but the first as wanted.
Answer: {"result", "exit", "failed"}, the codes each once.
"""
import io
import json

from . import signatures
from .encoding import FormError, is_text, read_json, url
from .findings import Findings, Unreadable
from .pin import Pin
from .verify import verify, verify_file


def answer(line):
    """The answer to one task (bytes) as JSON text."""
    try:
        task = read_json(line)
        if not isinstance(task, dict) or not is_text(task.get("data", task.get("file"))):
            raise FormError("a task has a file, or data")
        pin = Pin.of(task.get("key"), task.get("checkpoint"), task.get("witnesses", ()))
        verdict = verify_file(io.BytesIO(url(task["data"])), pin, False) if "data" in task else verify(task["file"], pin, False)
    except FormError as error:
        verdict = Findings.unreadable(Unreadable("file", str(error)))
    short = {"result": verdict["result"], "exit": verdict["exit"], "failed": sorted({found["code"] for found in verdict["failed"]})}
    return json.dumps(short, separators=(",", ":"))


def judge(tasks, answers):
    """Until the input (binary) ends; gives 0."""
    signatures.memory = signatures.Memory()
    for line in tasks:
        answers.write(answer(line) + "\n")
        answers.flush()
    return 0

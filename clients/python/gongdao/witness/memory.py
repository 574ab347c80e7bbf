"""What a witness keeps between its looks: written whole and synced before anything is signed."""
import json
import os

from ..evidence.encoding import FormError
from ..evidence.limits import OTHER
from .history import Alarm, Known, object_of, parse


class Memory:
    """A folder with `log.json`, and an `alarm-….json` for each alarm."""

    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder, mode=0o700, exist_ok=True)

    def known(self):
        """What was seen last, or None at the first time. FormError where the file is damaged: then nothing is signed."""
        try:
            with open(self._path("log.json"), "rb") as file:
                value = object_of(file.read(OTHER))
        except FileNotFoundError:
            return None
        if not isinstance(value.get("key"), str) or not isinstance(value.get("checkpoint"), str):
            raise FormError("log.json is damaged")
        try:
            return Known(value["key"], parse(value["checkpoint"]))
        except Alarm:
            raise FormError("log.json is damaged") from None

    def keep(self, known):
        """Before it is signed: a witness that forgot could sign two histories."""
        self._write("log.json", {"key": known.key, "checkpoint": str(known.checkpoint.note)})

    def alarm(self, alarm, known, milliseconds):
        """Both checkpoints, word for word; gives the path."""
        kept = str(known.checkpoint.note) if known and known.checkpoint else None
        name = f"alarm-{milliseconds}.json"
        self._write(name, {"why": alarm.why, "at": milliseconds, "kept": kept, "shown": alarm.shown})
        return self._path(name)

    def _path(self, name):
        return os.path.join(self.folder, name)

    def _write(self, name, value):
        fresh = self._path(name + ".new")
        with open(fresh, "w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, self._path(name))
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

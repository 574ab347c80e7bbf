"""Holds what is sent and what comes to the JSON Schemas of the specification (protocol/schema)."""
import functools
import json
import pathlib
from typing import Any

import jsonschema

from .transcript import Mismatch


class Schemas:
    """The folder `protocol/schema`; a method or collection without a schema is a mismatch."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.checked = 0
        self._validator = functools.lru_cache(maxsize=None)(self._read)

    def _read(self, name: str) -> jsonschema.Draft202012Validator:
        path = self.folder / f"{name}.json"
        if not path.exists():
            raise Mismatch(f"there is no schema {name}")
        schema = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        return jsonschema.Draft202012Validator(schema)

    def check(self, name: str, value: Any) -> None:
        self.checked += 1
        error = next(self._validator(name).iter_errors(value), None)
        if error is not None:
            raise Mismatch(f"is not as schema {name} says, at {error.json_path}: {error.message[:300]}")

    def exchange(self, method: str, params: Any, result: Any) -> None:
        """A request that succeeded: its parameters, its result, and each row and operation in them."""
        self.check(f"methods/{method}.params", params)
        self.check(f"methods/{method}.result", result)
        self._rows(result)
        if method == "get":
            self._row(result["c"], result["cols"], result["row"])
        if method == "sync.round":
            for half in ("push", "pull"):
                if "error" not in result[half]:
                    self.exchange(f"sync.{half}", params[half], result[half])
        if method == "sync.push":
            self._operations(params["muts"], result["res"])

    def _rows(self, page: dict[str, Any]) -> None:
        for group in page.get("put", []):
            for row in group["rows"]:
                self._row(group["c"], group["cols"], row)

    def _row(self, collection: str, columns: list[str], row: list[Any]) -> None:
        """Missing trailing columns and null mean the same: absent."""
        self.check(f"collections/{collection}", {name: value for name, value in zip(columns, row, strict=False) if value is not None})

    def _operations(self, mutations: list[dict[str, Any]], outcomes: list[list[Any]]) -> None:
        accepted = {outcome[0] for outcome in outcomes if outcome[1] == "ok"}
        for mutation in mutations:
            if mutation["n"] in accepted:
                self.check(f"ops/{mutation['op']}", mutation["a"])

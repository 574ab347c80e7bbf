"""Packs the verifier into one file that runs wherever Python 3.8 or later is: `python3 clients/python/verifier.py OUT.pyz`."""
import pathlib
import sys
import zipapp

HERE = pathlib.Path(__file__).resolve().parent
MAIN = "import sys\nfrom gongdao.evidence.__main__ import main\nsys.exit(main())\n"
"""Importing the package says in words where Python is too old for the rest."""


def pack(out):
    """Writes the program `out`: the package gongdao.evidence and the canonical form, nothing else."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        sources = [HERE / "gongdao/__init__.py", HERE / "gongdao/canonical.py", *(HERE / "gongdao/evidence").iterdir()]
        for source in sources:
            if source.suffix in (".py", ".json"):
                place = root / source.relative_to(HERE)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(source.read_bytes())
        (root / "__main__.py").write_text(MAIN)
        zipapp.create_archive(root, out, interpreter="/usr/bin/env python3", compressed=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: verifier.py OUT.pyz")
    pack(sys.argv[1])

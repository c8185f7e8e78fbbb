"""Writes the README's session anew: what the command really prints between its prompt and the end of the block.

python scripts/build_readme.py
"""

from __future__ import annotations

import re
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from reportedly.cli import cli

README = Path(__file__).parent.parent / "README.md"
SESSION = re.compile(r"(\$ cat call\.txt\n)(.*?)(\n\n\$ reportedly (.*?)\n)(.*?)(\n```)", re.S)


def session(readme: str) -> str:
    """The README with the output that its command has now."""
    found = SESSION.search(readme)
    assert found is not None
    runner = CliRunner(env={"COLUMNS": "110", "NO_COLOR": "1"})
    with TemporaryDirectory() as folder, chdir(folder):
        Path("call.txt").write_text(found[2] + "\n", "utf-8")
        result = runner.invoke(cli, found[4].split())
    output = "\n".join(line.rstrip() for line in result.stdout.strip("\n").splitlines())
    return readme[: found.start(5)] + output + readme[found.end(5) :]


if __name__ == "__main__":
    README.write_text(session(README.read_text("utf-8")), "utf-8")

"""Writes the sessions in the README and the tutorial anew: what their commands and their Python really print.

python scripts/build_sessions.py

Each document has a folder of its own, with the examples in it. `reportedly` answers as on a terminal 110 columns wide; `cat`
shows a file that the session then reads; `sqlite3` is the one of Python, which prints what the shell of that name does.
"""

from __future__ import annotations

import doctest
import io
import re
import shlex
import sqlite3
from contextlib import chdir, closing, redirect_stdout
from glob import glob
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from click.testing import CliRunner

from reportedly.cli import cli

ROOT = Path(__file__).parent.parent
DOCUMENTS = (ROOT / "README.md", ROOT / "docs" / "tutorial.md")
BLOCK = re.compile(r"(?<=^```)(console|pycon)\n(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
HEAD = re.compile(r" \| head -n (\d+)$")
WIDTH = 110


def rebuilt(document: str) -> str:
    """The document with the output that its commands have now."""
    names: dict[str, Any] = {}

    def anew(block: re.Match[str]) -> str:
        body = COMMAND.sub(session, block[2]).rstrip("\n") + "\n" if block[1] == "console" else _python(block[2], names)
        return f"{block[1]}\n{body}"

    with TemporaryDirectory() as folder, chdir(folder):
        Path("examples").symlink_to(ROOT / "examples")
        return BLOCK.sub(anew, document)


def session(command: re.Match[str]) -> str:
    """A command with its output, and the empty line behind it."""
    line, shown = command[1], command[2].strip("\n")
    if line.startswith("cat "):
        Path(line.removeprefix("cat ")).write_text(f"{shown}\n", "utf-8")
        return f"$ {line}\n{shown}\n\n"
    plain, _, file = HEAD.sub("", line).partition(" > ")
    output = "\n".join(row.rstrip() for row in _run(plain, piped=plain != line).strip("\n").splitlines())
    if file:
        Path(file).write_text(output, "utf-8")
        return f"$ {line}\n\n"
    if head := HEAD.search(line):
        output = "\n".join(output.splitlines()[: int(head[1])])
    return f"$ {line}\n{output}\n\n"


def _run(line: str, *, piped: bool) -> str:
    program, *words = [match for word in shlex.split(line) for match in (sorted(glob(word)) or [word])]
    if program == "sqlite3":
        with closing(sqlite3.connect(words[0])) as connection:
            return "\n".join("|".join("" if v is None else str(v) for v in row) for row in connection.execute(words[1]))
    assert program == "reportedly", line
    options = {option for parameter in cli.commands[words[0]].params for option in parameter.opts}
    if not piped and "--text" in options and not {"--json", "--csv", "--text", "--html"} & set(words):
        words.append("--text")
    result = CliRunner(env={"COLUMNS": str(WIDTH), "NO_COLOR": "1"}).invoke(cli, words)
    assert result.exit_code in (0, 1), result.output
    return result.stdout if piped else result.output


def _python(block: str, names: dict[str, Any]) -> str:
    """The examples of a block of Python, each with what it prints now."""
    written = ""
    for example in doctest.DocTestParser().get_examples(block):
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(compile(example.source, "<tutorial>", "single"), names)
        first, *rest = example.source.splitlines()
        written += "".join([f">>> {first}\n", *(f"... {line}".rstrip() + "\n" for line in rest), printed.getvalue()])
    return written


if __name__ == "__main__":
    for path in DOCUMENTS:
        path.write_text(rebuilt(path.read_text("utf-8")), "utf-8")

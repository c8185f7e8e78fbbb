import dataclasses
import importlib.util
import json
import re
from pathlib import Path

import click
import pytest
from jsonschema import Draft202012Validator
from sample import READING

from reportedly import errors, records
from reportedly.cli import cli
from reportedly.records import Reading, to_json

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SCHEMA = json.loads((DOCS / "reading.schema.json").read_text("utf-8"))


def script(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def generated() -> dict[Path, str]:
    return script("build_reference").documents()


@pytest.mark.parametrize("name", ["records.md", "reading.schema.json", "errors.md"])
def test_generated_documents_are_up_to_date(name):
    written = (DOCS / name).read_text("utf-8")
    assert written == generated()[DOCS / name], "run python scripts/build_reference.py"


def test_every_record_and_field_is_in_the_reference():
    reference = (DOCS / "records.md").read_text("utf-8")
    for record in vars(records).values():
        if isinstance(record, type) and dataclasses.is_dataclass(record):
            section = re.search(rf"^## {record.__name__}\n(.*?)(?=^## |\Z)", reference, re.DOTALL | re.MULTILINE).group(1)
            assert all(f"| `{field.name}` |" in section for field in dataclasses.fields(record) if field.init)


def test_a_reading_fits_the_schema():
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    validator.validate(to_json(READING))
    validator.validate({"source": "wire.jsonl#3", **to_json(Reading("r", "v"))})


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("figures"),
        lambda data: data.update(colour="red"),
        lambda data: data["figures"][0].update(low="many"),
        lambda data: data["figures"][0]["measure"].update(value="murdered"),
        lambda data: data["statements"][0]["kind"].pop("span"),
        lambda data: data["events"][0]["anchors"].append(None),
    ],
)
def test_what_is_no_reading_does_not_fit_the_schema(change):
    data = to_json(READING)
    change(data)
    assert not Draft202012Validator(SCHEMA).is_valid(data)


def test_every_verb_and_option_is_in_the_docs():
    page = (DOCS / "cli.md").read_text("utf-8")
    for name, verb in cli.commands.items():
        assert f"## `reportedly {name}`" in page
        options = [option for parameter in verb.params if isinstance(parameter, click.Option) for option in parameter.opts]
        assert all(f"`{option}" in page for option in options)


def test_every_option_in_the_docs_exists():
    page = (DOCS / "cli.md").read_text("utf-8")
    known = {option for verb in (cli, *cli.commands.values()) for parameter in verb.params for option in parameter.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z]+", page)) <= known | {"--help"}


def test_every_error_has_a_code_of_its_own_that_is_in_the_docs():
    page = (DOCS / "errors.md").read_text("utf-8")
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.ReportedlyError)]
    codes = [kind.code for kind in kinds]
    assert len(set(codes)) == len(codes)
    assert all(f"| `{kind.code}` | `{kind.__name__}` |" in page for kind in kinds)
    assert all(kind.__name__ in errors.__doc__ for kind in kinds if kind is not errors.ReportedlyError)


def test_the_readme_shows_the_real_output() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert script("build_readme").session(readme) == readme, "write it anew with `python scripts/build_readme.py`"
    assert len(readme.splitlines()) <= 120

import dataclasses
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from jsonschema import Draft202012Validator
from sample import READING

import reportedly
from reportedly import errors, records
from reportedly.cli import cli, exits
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
        shown = [parameter for parameter in verb.params if isinstance(parameter, click.Option)]
        options = [option for parameter in shown for option in (*parameter.opts, *parameter.secondary_opts)]
        assert all(f"`{option}" in page for option in options)


def test_every_option_in_the_docs_exists():
    page = (DOCS / "cli.md").read_text("utf-8")
    parameters = [parameter for verb in (cli, *cli.commands.values()) for parameter in verb.params]
    known = {option for parameter in parameters for option in (*parameter.opts, *parameter.secondary_opts)}
    assert set(re.findall(r"(?<![\w-])--[a-z-]+[a-z]", page)) <= known | {"--help"}


def test_every_error_has_a_code_of_its_own_that_is_in_the_docs():
    page = (DOCS / "errors.md").read_text("utf-8")
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.ReportedlyError)]
    codes = [kind.code for kind in kinds]
    assert len(set(codes)) == len(codes)
    assert all(f"| `{kind.code}` | `{kind.__name__}` |" in page for kind in kinds)
    assert all(kind.__name__ in errors.__doc__ for kind in kinds if kind is not errors.ReportedlyError)


@pytest.mark.parametrize("path", script("build_sessions").DOCUMENTS, ids=lambda path: path.name)
def test_sessions_show_the_real_output(path):
    document = path.read_text("utf-8")
    assert script("build_sessions").rebuilt(document) == document, "write it anew with `python scripts/build_sessions.py`"


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 120


def test_every_exit_code_is_in_the_docs():
    page = (DOCS / "cli.md").read_text("utf-8")
    codes = [value for value in vars(exits).values() if isinstance(value, int)]
    assert len(codes) == 6
    assert all(f"\n| {code} | " in page for code in codes)


def test_links_between_documents_lead_somewhere():
    for path in (ROOT / "README.md", *DOCS.glob("*.md"), ROOT / "examples" / "README.md"):
        for target, section in re.findall(r"\]\((?!https?:)([^)#]*)(#[^)]*)?\)", path.read_text("utf-8")):
            found = path.parent / target if target else path
            assert found.exists(), f"{path.name}: {target}"
            if section:
                headings = re.findall(r"^#+ (.*)$", found.read_text("utf-8"), re.MULTILINE)
                assert section[1:] in [re.sub(r"[^\w\- ]", "", h).lower().replace(" ", "-") for h in headings], section


def test_what_the_package_offers():
    assert reportedly.__all__ == sorted(reportedly.__all__)
    assert all(hasattr(reportedly, name) for name in reportedly.__all__)
    code = "import sys, reportedly; assert not {'sqlalchemy', 'spacy'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)

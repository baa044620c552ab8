"""What the documents say of the tree is so: its modules and their order, its scripts, its data."""

import ast
import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
# Modules by the order of the table, in which each takes only from those before it.
MODULES = re.findall(r"`(\w+)`", README.partition("| step | modules")[2].partition("\n\n")[0])


def names(pattern):
    return {path.stem for path in ROOT.glob(pattern)}


def test_the_table_of_modules_holds_every_module_once():
    told = [module for module in MODULES if module not in ("geo", "views")]
    assert sorted(told) == sorted(names("geo/*.py") - {"__init__"})


@pytest.mark.parametrize("path", sorted(ROOT.glob("geo/*.py")), ids=lambda path: path.stem)
def test_a_module_takes_only_from_those_above_it(path):
    taken = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            package, _, module = node.module.partition(".")
            if package == "geo":
                taken |= {module} if module else {alias.name for alias in node.names}
    above = MODULES[: MODULES.index(path.stem)] if path.stem != "__init__" else []
    assert taken - set(above) <= {"__version__"}


def test_every_script_that_measures_is_told():
    scripts = names("tests/bench/*.py") - {"articles"}
    assert {script for script in scripts if f"`{script}.py`" not in README} == set()


def test_every_file_of_data_is_told():
    told = re.findall(r"`([^`\s]+)`", (ROOT / "data/README.md").read_text(encoding="utf-8"))
    told = [pattern.rstrip("/") for pattern in told]
    files = [path for path in ROOT.glob("data/*") if path.suffix != ".py"]
    files = [path.name for path in files if path.name not in ("README.md", "__pycache__")]
    assert [name for name in files if not any(fnmatch(name, one) for one in told)] == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("data/cues/*.toml")), ids=lambda path: path.stem)
def test_every_list_of_cues_is_told(path):
    told = re.findall(r"`([^`]+)`", (ROOT / "data/cues/README.md").read_text(encoding="utf-8"))
    words = set(" ".join(told).split())
    sections = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = {name for section in sections for name in (section, *sections[section])}
    assert lists - words == set()

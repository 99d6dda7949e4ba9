"""How the house is built: who imports whom, who may touch what, and how long a function may be."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SERVICE = ROOT / "service"
MODULES = sorted(SERVICE.rglob("*.py"))

# stream, web, cli -> engines, pipeline -> ingest, clean, extract, dedupe -> models, lexicons; each may import its own
CORE = ("ingest", "clean", "extract", "dedupe")
MAY_IMPORT = {
    "models": set(),
    "lexicons": set(),
    "settings": set(),
    "metrics": set(),
    "ingest": {"models", "lexicons"},
    "clean": {"models", "lexicons"},
    "extract": {"models", "lexicons"},
    "dedupe": {"models", "lexicons"},
    "pipeline": {*CORE, "models"},
    "engines": {"extract", "models", "lexicons", "settings"},
    "web": set(),
    "stream": {"pipeline", "extract", "engines", "dedupe", "models", "settings", "metrics", "web"},
    "commands": {"stream", "engines", "pipeline", *CORE, "models", "lexicons", "settings", "metrics"},
    "cli_admin": {"commands", "settings"},
    "cli": {"cli_admin", "commands", "settings"},
    "__main__": {"cli"},
    "__init__": set(),
}
KAFKA_CLIENTS = {"faust", "aiokafka", "confluent_kafka", "mode"}
IMPURE = {"asyncio", "logging", "os", "random", "secrets", "socket", "subprocess", "threading", "time"}
MAX_FUNCTION_LINES = 40
MEAN_FUNCTION_LINES = 13


def module_id(path: Path) -> str:
    """The module's path below service/."""
    return str(path.relative_to(SERVICE))


def room_of(path: Path) -> str:
    """The package or top-level module that a file belongs to."""
    return path.relative_to(SERVICE).parts[0].removesuffix(".py")


def tree_of(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text())


def imported(path: Path) -> Iterator[str]:
    """The names of all modules that the file imports, wherever in it."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import in {path}"
            yield from (f"service.{alias.name}" for alias in node.names) if node.module == "service" else (node.module,)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of the file, methods and inner ones included."""
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end."""
    return function.end_lineno - function.lineno + 1


@pytest.mark.parametrize("path", MODULES, ids=module_id)
def test_imports_point_one_way(path):
    rooms = {name.split(".")[1] for name in imported(path) if name.startswith("service.")}

    assert rooms <= MAY_IMPORT[room_of(path)] | {room_of(path)}


@pytest.mark.parametrize("path", MODULES, ids=module_id)
def test_only_the_stream_speaks_to_kafka(path):
    clients = {name.split(".")[0] for name in imported(path)} & KAFKA_CLIENTS

    assert not clients or room_of(path) == "stream"


@pytest.mark.parametrize(
    "path", [path for path in MODULES if room_of(path) in (*CORE, "models", "pipeline")], ids=module_id
)
def test_the_core_knows_no_clock_no_network_and_no_chance(path):
    assert not {name.split(".")[0] for name in imported(path)} & IMPURE


@pytest.mark.parametrize("path", MODULES, ids=module_id)
def test_only_the_loader_and_the_shell_open_files(path):
    called = [node.func for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    names = {function.id for function in called if isinstance(function, ast.Name)} & {"open"}
    methods = {function.attr for function in called if isinstance(function, ast.Attribute)}
    methods &= {"open", "read_text", "read_bytes", "write_text", "write_bytes"}

    assert not names | methods or room_of(path) in ("lexicons", "commands")


@pytest.mark.parametrize("path", MODULES, ids=module_id)
def test_only_the_settings_read_the_environment(path):
    names = {node.attr for node in ast.walk(tree_of(path)) if isinstance(node, ast.Attribute)}

    assert not names & {"environ", "getenv", "environb"}


@pytest.mark.parametrize("path", MODULES, ids=module_id)
def test_no_function_is_longer_than_a_screen(path):
    assert [function.name for function in functions(path) if length(function) > MAX_FUNCTION_LINES] == []


def test_functions_are_short_on_average():
    lengths = [length(function) for path in MODULES for function in functions(path)]

    assert sum(lengths) / len(lengths) <= MEAN_FUNCTION_LINES


def without_docstring(body: list[ast.stmt]) -> Iterator[str]:
    """Public functions and classes that say nothing of themselves; the members of a protocol of fields may."""
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield node.name
        if isinstance(node, ast.ClassDef) and not any(getattr(base, "id", "") == "Protocol" for base in node.bases):
            yield from without_docstring(node.body)


@pytest.mark.parametrize("path", MODULES, ids=module_id)
def test_every_public_name_says_what_it_is(path):
    tree = tree_of(path)

    assert not tree.body or ast.get_docstring(tree)
    assert list(without_docstring(tree.body)) == []


@pytest.mark.parametrize("path", MODULES, ids=module_id)
def test_code_holds_no_notes_to_its_authors(path):
    assert not {"TODO", "FIXME", "XXX"} & set(path.read_text().replace(":", " ").split())


OPENED_AT_IMPORT = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import {module}
ours = [path for path in opened if "/service/" in path and not path.endswith((".py", ".pyc"))]
print([path for path in ours if ".cpython-" not in path and "__pycache__" not in path])
"""


@pytest.mark.parametrize(
    "module", ["service.pipeline", "service.cli", "service.stream.worker", "service.commands.demo"]
)
def test_importing_opens_no_data_file(module):
    found = subprocess.run(
        [sys.executable, "-c", OPENED_AT_IMPORT.format(module=module)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "SITREP_BROKER": "read at import", "SITREP_MAX_IN_FLIGHT": "not a number"},
    )

    assert found.stdout.strip() == "[]"


def test_importing_the_commands_imports_no_kafka_client():
    """`sitrep extract` and `--help` start quickly."""
    code = f"import service.cli, sys; print(sorted({KAFKA_CLIENTS!r} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert found.stdout.strip() == "[]"


def tracked_text_files() -> list[Path]:
    """The files of the repository that are text."""
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=False, cwd=ROOT)
    if listed.returncode:
        pytest.skip("not a git checkout")
    paths = (ROOT / name for name in listed.stdout.splitlines())
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4_096]]


def test_no_file_names_a_place_on_somebodys_machine():
    places = [f"/{folder}/".encode() for folder in ("work", "root", "Users")]
    naming = [path.name for path in tracked_text_files() if any(place in path.read_bytes() for place in places)]

    assert naming == []


def test_test_files_have_unique_names():
    names = [path.name for path in (ROOT / "tests").rglob("*.py") if path.name != "conftest.py"]

    assert len(names) == len(set(names))

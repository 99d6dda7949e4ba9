"""The wheel works alone: installed into an empty environment, far from the checkout, it reads an article."""

import os
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import orjson
import pytest

ROOT = Path(__file__).resolve().parent.parent
SEED = sorted((ROOT / "seeds").glob("*.txt"))[0]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (find_spec("hatchling") and find_spec("pip")), reason="needs hatchling and pip"),
]


def run(*arguments: object, **options) -> str:
    """What the command writes; fails with its errors when it fails."""
    done = subprocess.run(
        [str(argument) for argument in arguments], capture_output=True, text=True, check=False, timeout=240, **options
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel that pyproject.toml builds."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    (built,) = folder.glob("sitrep-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The folder of an environment's programs that holds the wheel; its dependencies are borrowed, `service` is not."""
    home = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", home)
    python = home / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel)
    (packages,) = home.glob("lib/python*/site-packages")
    borrowed = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "borrowed.pth").write_text("\n".join(borrowed))
    return home / "bin"


@pytest.fixture
def elsewhere(tmp_path) -> dict:
    """Options to run a program far from the checkout, with nothing that leads back to it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SITREP_"))}
    return {"cwd": tmp_path, "env": environment}


def test_the_service_comes_from_the_wheel(installed, elsewhere):
    where = run(installed / "python", "-c", "import service; print(service.__file__)", **elsewhere)

    assert where.startswith(str(installed.parent))


def test_the_wheel_reads_a_seed_as_the_checkout_does(installed, elsewhere):
    arguments = ("extract", "--stage", "mentions", SEED)
    from_wheel = run(installed / "sitrep", *arguments, **elsewhere)
    from_checkout = run(sys.executable, "-m", "service", *arguments, cwd=ROOT)

    assert orjson.loads(from_wheel)["mentions"]
    assert from_wheel == from_checkout


def test_the_wheel_holds_the_service_and_its_licence_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()

    assert {name.split("/")[0] for name in names} == {"service", f"{wheel.stem.split('-py3')[0]}.dist-info"}
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)
    assert "service/py.typed" in names

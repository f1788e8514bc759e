"""Compile the reading of articles with mypyc: `make compiled`, or `python build_compiled.py` where no make is.

It needs the development requirements (mypy), a C compiler and the headers of this Python. The library lies in
`tasks/native/`, under the hash of its source (tasks/compiled.py); libraries of other source are removed.
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from sysconfig import get_config_var, get_paths
from types import ModuleType, SimpleNamespace

from tasks.compiled import GROUP, library_path

ROOT = Path(__file__).resolve().parent
_COMPILERS = [shlex.split(name) for name in (os.environ.get("CC"), get_config_var("CC"), "cc", "gcc") if name]
COMPILER = next((words for words in _COMPILERS if shutil.which(words[0])), _COMPILERS[0])
FLAGS = (
    *("-O2", "-fPIC", "-DNDEBUG", "-fwrapv", "-fno-semantic-interposition", "-fno-plt"),
    *("-w", "-Werror=implicit-function-declaration"),
)
# What the library calls is its own: without this each call of one function by another goes through a table of symbols.
BINDING = ("-Wl,-Bsymbolic",) if sys.platform == "linux" else ()


def compilable(root: Path) -> list[str]:
    """Return the modules to compile: all but those with a `cached_property`, which mypyc would make anew each time."""
    found = [path for room in ("text", "extract") for path in sorted((root / "tasks" / room).glob("[!_]*.py"))]
    return [path.relative_to(root).as_posix() for path in found if "cached_property" not in path.read_text("utf-8")]


def write_c(folder: Path) -> list[Path]:
    """Let mypyc write C into a folder, and return what is to be compiled."""
    if sys.version_info >= (3, 12):  # mypyc.build imports distutils, for setup.py alone: Python has it no longer
        gone = ModuleType("distutils")
        patched = SimpleNamespace(CCompiler=SimpleNamespace(spawn=None))
        gone.ccompiler, gone.sysconfig = patched, None  # type: ignore[attr-defined]
        sys.modules.setdefault("distutils", gone)
    from mypyc.build import mypyc_build
    from mypyc.common import RUNTIME_C_FILES
    from mypyc.options import CompilerOptions

    group = GROUP.removesuffix("__mypyc")
    options = CompilerOptions(multi_file=True, target_dir=str(folder), group_name=group)
    _, _, needed = mypyc_build(["--config-file", "pyproject.toml", *compilable(ROOT)], options)
    for name in (*RUNTIME_C_FILES, *(part.path for part in needed)):
        shutil.copy(_runtime() / name, folder / Path(name).name)
    return sorted(folder.glob("*.c"))


def _runtime() -> Path:
    import mypyc

    return Path(mypyc.__file__).parent / "lib-rt"


def compile_c(sources: list[Path], target: Path) -> None:
    """Compile C, as much at a time as there are processors, and link it into one library."""
    headers = (get_paths()["include"], get_paths()["platinclude"], _runtime())
    inclusions = [f"-I{folder}" for folder in (*headers, sources[0].parent)]

    def compile_one(source: Path) -> str:
        made = str(source.with_suffix(".o"))
        subprocess.run(
            [*COMPILER, *FLAGS, *inclusions, *shlex.split(os.environ.get("CFLAGS", "")), "-c", str(source), "-o", made],
            check=True,
        )
        return made

    with ThreadPoolExecutor(os.cpu_count() or 1) as compilers:
        made = list(compilers.map(compile_one, sources))
    linker = shlex.split(get_config_var("LDSHARED"))
    subprocess.run([*COMPILER, *linker[1:], *BINDING, *made, "-o", str(target)], check=True)


def missing() -> str | None:
    """Tell in one sentence what to install, or None."""
    if shutil.which(COMPILER[0]) is None or not (Path(get_paths()["include"]) / "Python.h").exists():
        return (
            f"compiling needs a C compiler ({COMPILER[0]}) and Python.h in {get_paths()['include']}: install gcc, "
            "libc6-dev and python3-dev, or do without, everything runs from source"
        )
    try:
        import mypyc  # noqa: F401
    except ImportError:
        return "compiling needs mypy of requirements.lock: python -m pip install --require-hashes -r requirements.lock"
    return None


def main() -> None:
    """Compile, unless that was done for the source as it is."""
    if (reason := missing()) is not None:
        sys.exit(reason)
    os.chdir(ROOT)
    target = library_path(ROOT)
    if target.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "library"
        compile_c(write_c(Path(folder)), made)
        target.parent.mkdir(exist_ok=True)
        for older in target.parent.glob("*"):
            older.unlink()
        shutil.copy(made, target.with_suffix(".part"))
        target.with_suffix(".part").replace(target)  # whole or not at all
    print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()

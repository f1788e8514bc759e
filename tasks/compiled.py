"""The reading of articles, compiled: the same source as machine code, where `make compiled` made it (decision 0135).

What is compiled lies in one library, whose name holds the hash of all source that it was made of. It is imported only
while the source here has that hash, which is looked at when `tasks` is imported: after an edit, or beside another
version of Python, the source runs as if nothing had been compiled. `MARSAD_COMPILED=0` leaves the library alone.
"""

import ctypes
import os
import sys
from collections.abc import Sequence
from hashlib import sha256
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, ModuleSpec
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

GROUP = "marsad__mypyc"
"""The name under which compiled modules look for their library: mypyc makes it of its group `marsad`."""
FOLDER = "tasks/native"
_SOURCE = ("schemas/*.py", "tasks/*.py", "tasks/text/*.py", "tasks/extract/*.py")
_COMPILED = ("tasks.text.", "tasks.extract.")


def hash_source(root: Path) -> str:
    """Return the hash of the source that is compiled and of what it imports, whose constants are compiled in."""
    found = sha256()
    for path in sorted(path for pattern in _SOURCE for path in root.glob(pattern)):
        text = path.read_bytes()
        found.update(f"{path.relative_to(root).as_posix()} {len(text)}\n".encode() + text)
    return found.hexdigest()[:20]


def library_path(root: Path) -> Path:
    """Return where the library lies that was compiled of the source as it is now, for this Python."""
    return root / FOLDER / f"{hash_source(root)}{EXTENSION_SUFFIXES[0]}"


class CompiledModules(MetaPathFinder, Loader):
    """Finds the modules that a library holds, before their source is found."""

    def __init__(self, library: ModuleType) -> None:
        self._library = library
        self._entries = ctypes.PyDLL(str(library.__file__))

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where a module is to be had: here, or None."""
        del path, target
        if not name.startswith(_COMPILED) or not hasattr(self._library, f"init_{_symbol(name)}"):
            return None
        return ModuleSpec(name, self, origin=self._library.__file__)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Make a module and run it, as an extension module does when it is loaded."""
        make = self._entries[f"CPyInit_{_symbol(spec.name)}"]
        make.restype = ctypes.py_object
        made: ModuleType = make()
        return made

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: the module ran when it was made."""


def _symbol(name: str) -> str:
    return name.replace("___", "___3_").replace(".", "___")  # as mypyc writes the name of a module in C


def prefer_compiled(root: Path) -> bool:
    """Import what is compiled from now on, where it is there and of this source; else the source is imported."""
    if os.environ.get("MARSAD_COMPILED") == "0" or not (root / FOLDER).is_dir():
        return False
    path = library_path(root)
    library = _load(path) if path.exists() else None
    if library is None:
        return False
    sys.meta_path.insert(0, CompiledModules(library))
    return True


def _load(path: Path) -> ModuleType | None:
    spec = spec_from_file_location(GROUP, path, loader=ExtensionFileLoader(GROUP, str(path)))
    if spec is None or spec.loader is None:
        return None
    try:
        library = module_from_spec(spec)
        spec.loader.exec_module(library)
    except ImportError:  # of another C library: the source is here
        return None
    sys.modules[GROUP] = library
    return library


def tell_build(root: Path) -> str:
    """Tell which build reads the articles of this process, in words for people."""
    if GROUP in sys.modules:
        return "compiled"
    left = any((root / FOLDER).glob("*"))
    return "source (what is compiled is of other source, or off: make compiled)" if left else "source"

"""A plugin of mypy: a name in capitals at the head of a module that reads articles is `Final`.

mypyc keeps what is final in a field of its library, and looks every other name of a module up in a dictionary each time
that it is asked for, 36,000 times in a long article. mypy says where such a name is set twice.
"""

import re

from mypy.nodes import AssignmentStmt, CallExpr, ImportFrom, MypyFile, NameExpr
from mypy.plugin import Plugin
from mypy.types import UnboundType

_ROOMS = ("tasks.text.", "tasks.extract.")
_CAPITALS = re.compile(r"_?[A-Z][A-Z0-9_]+")
_OWN_NAME = "_Final"  # of typing.Final, in modules that may not import it


class ConstantsPlugin(Plugin):
    """Takes every constant of the modules that are compiled as final."""

    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        """Look at a module that was parsed and is not analysed yet; no other is needed for it."""
        if file.fullname.startswith(_ROOMS):
            found = [stmt for stmt in file.defs if isinstance(stmt, AssignmentStmt) and _is_constant(stmt)]
            for stmt in found:
                told = [stmt.unanalyzed_type] if stmt.unanalyzed_type is not None else []
                stmt.unanalyzed_type = UnboundType(_OWN_NAME, told, line=stmt.line)
            if found:
                known = ImportFrom("typing", 0, [("Final", _OWN_NAME)])
                known.is_top_level = True
                file.defs.insert(0, known)
                file.imports.append(known)
        return []


def _is_constant(stmt: AssignmentStmt) -> bool:
    """Tell whether a statement sets one name in capitals to a value, not to a variable of types."""
    [first, *others] = stmt.lvalues
    if others or not isinstance(first, NameExpr) or not _CAPITALS.fullmatch(first.name):
        return False
    declared = stmt.unanalyzed_type
    if isinstance(declared, UnboundType) and declared.name in {"Final", "TypeAlias"}:
        return False
    made = stmt.rvalue.callee if isinstance(stmt.rvalue, CallExpr) else None
    return not (isinstance(made, NameExpr) and made.name in {"TypeVar", "ParamSpec"})


def plugin(version: str) -> type[Plugin]:
    """Return the plugin, as mypy asks for it."""
    del version
    return ConstantsPlugin

"""A plugin of mypy: a name in capitals at the head of a module that reads articles is `Final`.

mypyc keeps what is final in a field of its library, and looks every other name of a module up in a dictionary each time
that it is asked for, 36,000 times in a long article. mypy says where such a name is set twice. Names that are set in
one statement (`_ONE, _TWO = "one", "two"`) are read as set one after the other: what is final stands by itself.
"""

import re
from collections.abc import Iterator

from mypy.nodes import AssignmentStmt, CallExpr, ImportFrom, MypyFile, NameExpr, Statement, TupleExpr
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
            file.defs = [one for stmt in file.defs for one in _parted(stmt)]
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


def _parted(stmt: Statement) -> Iterator[Statement]:
    """Yield the statements that set one constant each where one sets several; else the statement itself."""
    names = stmt.lvalues[0] if isinstance(stmt, AssignmentStmt) and len(stmt.lvalues) == 1 else None
    values = stmt.rvalue if isinstance(stmt, AssignmentStmt) else None
    if not isinstance(names, TupleExpr) or not isinstance(values, TupleExpr) or len(names.items) != len(values.items):
        yield stmt
        return
    each = [AssignmentStmt([name], value) for name, value in zip(names.items, values.items, strict=True)]
    if not all(_is_constant(one) for one in each):
        yield stmt
        return
    for one in each:
        one.set_line(stmt)
        yield one


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

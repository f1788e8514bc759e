"""A missing program fails the run that proves all, and only that one."""

import pytest

from tests.machine_tools import find_tool


def test_a_missing_program_is_a_skip_here_and_an_error_in_the_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MARSAD_CI", raising=False)
    assert find_tool("no-such-program") is None
    assert find_tool("no-such-program", "sh") is not None
    monkeypatch.setenv("MARSAD_CI", "1")
    with pytest.raises(RuntimeError, match="no-such-program"):
        find_tool("no-such-program")

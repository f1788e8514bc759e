"""Runs that are shorter than the server's two ways of hearing of them would look dead."""

import importlib
import time

import pytest

from flows.alive import LEAST_S, lasting
from flows.schedule import Plan, plans


def test_a_body_lasts_a_second_whether_it_ends_well_or_not() -> None:
    @lasting(0.2)
    def body(n: int, *, fail: bool = False) -> int:
        if fail:
            raise ValueError(n)
        return n

    for fail in (False, True):
        began = time.monotonic()
        if fail:
            with pytest.raises(ValueError, match="3"):
                body(3, fail=True)
        else:
            assert body(3) == 3
        assert time.monotonic() - began >= 0.2
    assert LEAST_S >= 1


@pytest.mark.parametrize("plan", plans(), ids=lambda p: f"{p.flow}/{p.name}")
def test_each_flow_of_a_deployment_lasts_that_long(plan: Plan) -> None:
    module, name = plan.flow.rsplit(".", 1)
    body = getattr(importlib.import_module(module), name).fn
    assert body.__wrapped__.__name__ == name

"""The collector of cycles rests while mentions are linked: what linking makes, millions of objects, it keeps.

Each time so many were made, the collector would walk through all that live to find none to free: a fifth of the time
that 15,000 mentions take.
"""

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


def without_collector(link: Callable[Given, Made]) -> Callable[Given, Made]:
    """Return a function that does the same while the collector rests; one that rested already goes on doing so."""

    @wraps(link)
    def resting(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        was_on = gc.isenabled()
        gc.disable()
        try:
            return link(*args, **kwargs)
        finally:
            if was_on:
                gc.enable()

    return resting

"""The collector of cycles rests while an article is read and while mentions are linked.

Each time so many objects were made, the collector walks through all that live, to find none to free: what linking
makes, millions of objects, it keeps, and what reading makes holds no cycles and goes with the article. That walk took
a fifth of the time of 15,000 mentions, and as much of the time of an article of war, for the words that readers
remember are many (tasks/text/vocabulary.py).
"""

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


def without_collector(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """Return a function that does the same while the collector rests; one that rested already goes on doing so."""

    @wraps(make)
    def resting(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        was_on = gc.isenabled()
        gc.disable()
        try:
            return make(*args, **kwargs)
        finally:
            if was_on:
                gc.enable()

    return resting

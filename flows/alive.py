"""A run lasts a second at least, so that nobody takes it for dead.

Each run says that it is alive as soon as it begins, and the server hears of its end by another way. Of a run that ends
at once it may take the end first: then it waits for a sign of life in vain and wants to mark the run as crashed, which
it refuses itself, since the run has ended (seen for 16 of 60 such runs, for none of 40 that lasted a second).
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

LEAST_S = 1.0


@contextmanager
def lasting(seconds: float = LEAST_S) -> Iterator[None]:
    """Decorate the body of a flow: it ends no sooner than `seconds` after it began."""
    began = time.monotonic()
    try:
        yield
    finally:
        time.sleep(max(0.0, seconds - (time.monotonic() - began)))

"""What many tests ask for: a fleet of servers on loopback."""

from collections.abc import Iterator

import pytest

from tests.fleet.server import Fleet


@pytest.fixture
def fleet() -> Iterator[Fleet]:
    """Servers on loopback, one for each host name that a test makes up."""
    with Fleet() as running:
        yield running

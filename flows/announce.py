"""What happens to the lake, said as Prefect events that automations can act on.

`marsad.batch.committed`, `marsad.event.contested`, `marsad.quarantine.added`, `marsad.source.silent`: each once per
batch or change, with counts in its payload and never with article text.
"""

from dataclasses import asdict

from prefect.events import emit_event

from flows.work import Tally
from tasks.fetch.health import Health

_TROUBLED = ("failing", "silent", "retired")


def announce_batch(tally: Tally) -> None:
    """Emit the events of one batch that brought something."""
    lake = {"prefect.resource.id": "marsad.lake", "prefect.resource.name": "lake"}
    counts = asdict(tally)
    if tally.n_stored or tally.n_quarantined:
        emit_event(event="marsad.batch.committed", resource=lake, payload=counts)
    if tally.n_contested:
        emit_event(event="marsad.event.contested", resource=lake, payload=counts)
    if tally.n_quarantined:
        emit_event(event="marsad.quarantine.added", resource=lake, payload=counts)


def announce_health(before: dict[str, str], health: list[Health]) -> None:
    """Emit an event for each feed that went silent, failed or was retired since the round before."""
    for h in health:
        if h.verdict in _TROUBLED and before.get(h.feed_url) != h.verdict:
            emit_event(
                event=f"marsad.source.{h.verdict}",
                resource={"prefect.resource.id": f"marsad.source.{h.source_id}", "prefect.resource.name": h.feed_url},
                payload={"last_error": h.last_error, "silence_s": h.silence_s, "silence_in_gaps": h.silence_ratio},
            )

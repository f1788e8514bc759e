"""`marsad publish`: the newest snapshot to object storage, for readers on other machines."""

import os
from typing import Annotated

import typer

from cli.console import LakeOption, lake_path, say, told_plainly


def publish(
    url: Annotated[str, typer.Argument(help="s3://bucket/folder, or a folder.")],
    *,
    lake: LakeOption = None,
) -> None:
    """Bring the newest snapshot to a URL as Delta tables; only what is new is sent.

    Keys and endpoint of the store are read from the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
    AWS_REGION, AWS_ENDPOINT_URL, AWS_ALLOW_HTTP.

    Example: marsad publish s3://newsroom/marsad
    """
    from datetime import UTC, datetime

    from warehouse.lake import Lake
    from warehouse.publish import Remote
    from warehouse.publish import publish as send

    with told_plainly():
        options = {k: v for k, v in os.environ.items() if k.startswith("AWS_")} | {"aws_conditional_put": "etag"}
        remote = Remote(url=url, options=options if url.startswith("s3://") else {})
        done = send(Lake.open(lake_path(lake)), remote, now=datetime.now(UTC))
        say(f"snapshot {done.number} is at {url}, {done.bytes / 1e6:.1f} MB sent")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(publish)

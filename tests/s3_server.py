"""An S3 server on loopback for tests and campaigns: moto's, which heeds If-None-Match."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(port)


@contextmanager
def s3_server() -> Iterator[dict[str, str]]:
    """Run a server with an empty bucket `news` and yield the environment of who uses it."""
    import boto3

    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"no_proxy": "*"},
    )
    try:
        wait_for(port)
        endpoint = f"http://127.0.0.1:{port}"
        keys = {"aws_access_key_id": "k", "aws_secret_access_key": "hush-hush"}
        boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", **keys).create_bucket(Bucket="news")
        yield {
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ALLOW_HTTP": "true",
            "AWS_REGION": "us-east-1",
            **{name.upper(): value for name, value in keys.items()},
        }
    finally:
        server.terminate()
        server.wait(20)

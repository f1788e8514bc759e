"""`marsad serve`: a Prefect server with its UI on 127.0.0.1, and the schedules, in one command."""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from schemas.trouble import Trouble
from warehouse.store import is_on_s3

_START_SECONDS = 180.0  # a cold server took 37 s on a loaded machine of two cores


def server_environment(port: int) -> dict[str, str]:
    """Return the environment of server and flows: loopback, no telemetry, no promotion."""
    api = f"http://127.0.0.1:{port}/api"
    return {
        **os.environ,
        "PREFECT_API_URL": api,
        "PREFECT_UI_API_URL": api,  # without it the page asks port 4200 whatever the server's port is
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_DATABASE_TIMEOUT": "60",  # SQLite has one writer: wait for it rather than fail
        "PREFECT_SERVER_DATABASE_CONNECTION_TIMEOUT": "60",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",  # a dead run is found within three of these
    }


def answers(api: str) -> bool:
    """Tell whether a Prefect server answers at an address such as http://127.0.0.1:4200/api."""
    if not api.startswith(("http://", "https://")):
        return False
    try:
        with urllib.request.urlopen(f"{api.rstrip('/')}/health", timeout=5) as answer:  # noqa: S310 http alone, see above
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def is_healthy(port: int) -> bool:
    """Tell whether a Prefect server answers on this port."""
    return answers(f"http://127.0.0.1:{port}/api")


def shown(api: str) -> str:
    """Return an address without the name and password that it may hold."""
    told = urlsplit(api)
    return told._replace(netloc=told.netloc.rpartition("@")[2]).geturl()


def require_server(api: str) -> None:
    """Raise Trouble where no Prefect server answers: Prefect's own client would try for minutes and end in a trace."""
    if not answers(api):
        raise Trouble(
            f"no Prefect server answers at {shown(api)} (PREFECT_API_URL): start `marsad serve`, or do without one;"
            " nothing was read or written"
        )


def start_server(port: int, *, say: Callable[[str], None]) -> subprocess.Popen[bytes]:
    """Start the server and wait until it answers; raises Trouble if it ends or stays silent."""
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    # a session of its own: Ctrl-C in a terminal and `timeout` signal the whole group, and who ends must still reach the
    # server to pause the schedules; it waited for a dead one without end
    server = subprocess.Popen(  # noqa: S603 our own command
        command, env=server_environment(port), stdout=subprocess.DEVNULL, start_new_session=True
    )
    say(f"starting the Prefect server on 127.0.0.1:{port} (some 15 to 40 s) ...")
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise Trouble(f"the Prefect server ended with {server.returncode}; is port {port} taken? try --port")
        if is_healthy(port):
            return server
        time.sleep(0.5)
    server.terminate()
    raise Trouble(f"the Prefect server did not answer within {_START_SECONDS:.0f} s")


def end_with_server(
    server: subprocess.Popen[bytes], stopping: threading.Event, *, port: int, say: Callable[[str], None]
) -> None:
    """End this process with 1 where the server that it started ends by itself; for a thread that does nothing else.

    By force: whoever shuts down in order asks the server to pause the schedules, and waits for a dead one without end.
    """
    code = server.wait()
    if stopping.is_set():
        return
    say(
        f"the Prefect server on 127.0.0.1:{port} ended by itself ({code}): nothing runs on schedule any more, the lake"
        " is whole; start `marsad serve` again, and what is due is read then"
    )
    sys.stderr.flush()
    os._exit(1)


def serve_schedules(lake: str, inbox: Path, *, cron: str, timezone: str) -> None:
    """Serve all deployments until interrupted."""
    from prefect import serve

    from flows.deployments import create_automations, create_limits, deployment_of
    from flows.schedule import POOL_RUNS, plans

    create_automations()
    create_limits()
    wanted = plans(lake=lake, inbox=str(inbox), cron=cron, timezone=timezone)
    serve(*(deployment_of(plan) for plan in wanted), limit=POOL_RUNS, print_starting_message=False)


def serve_all(lake: str, inbox: Path, *, port: int, cron: str, timezone: str, say: Callable[[str], None]) -> None:
    """Run server, UI and schedules until interrupted; the server that this command started ends with it."""
    os.environ.update(server_environment(port))
    server = None if is_healthy(port) else start_server(port, say=say)
    stopping = threading.Event()
    if server is not None:
        threading.Thread(
            target=end_with_server, args=(server, stopping), kwargs={"port": port, "say": say}, daemon=True
        ).start()
    try:
        say(f"UI: http://127.0.0.1:{port}   inbox: {inbox}   lake: {lake}   {cron} {timezone}   Ctrl-C ends it")
        signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
        serve_schedules(
            lake if is_on_s3(lake) else str(Path(lake).resolve()), inbox.resolve(), cron=cron, timezone=timezone
        )
    except KeyboardInterrupt:
        say("stopped")
    finally:
        stopping.set()
        if server is not None:
            server.terminate()
            server.wait(timeout=30)

"""``vedette serve``: the gate, as an HTTP service on this machine."""

import ipaddress
import os
import socket
from contextlib import closing
from typing import Annotated

import typer

from vedette.cli import terminal
from vedette.cli.options import WORKSPACE, WorkspaceOption, reading
from vedette.model.errors import BadInput


def command(
    workspace: WorkspaceOption = WORKSPACE,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 for a free one.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that answer.")] = 1,
) -> None:
    """Serve POST /check and yente's API over the snapshot of the workspace.

    Listens on this machine only, until told otherwise; other addresses need an API token in the
    environment variable that vedette.toml names (VEDETTE_TOKEN). New lists are served within a
    second of `vedette see` or `vedette update`, without losing a request.

    \b
    Examples:
      vedette serve
      curl -s localhost:8000/check -d '{"schema":"Vessel","properties":{"imoNumber":"9481922"}}'
      VEDETTE_TOKEN=$(openssl rand -hex 32) vedette serve --host 0.0.0.0 --workers 4
    """
    import uvicorn

    from vedette.find.calibration.cited import threshold_of
    from vedette.interdict.gate.app import token_of

    place = reading(workspace)
    if not token_of(place) and not _loopback(host):
        variable = place.setting("gate", "token_variable")
        raise BadInput(
            f"--host {host}", "is open to others and no API token is set", f"set {variable} first"
        )
    threshold_of(place)  # one that cites no calibration is refused here, not at each request
    with closing(_listen(host, port)) as listener:
        chosen = listener.getsockname()[1]
        os.environ["VEDETTE_WORKSPACE"] = str(place.root)
        config = uvicorn.Config(
            "vedette.interdict.gate.app:from_environment",
            factory=True,
            host=host,
            port=chosen,
            workers=workers,
            log_level="warning",
            access_log=False,
            server_header=False,
        )
        where = f"[{host}]" if ":" in host else host
        terminal.err().print(f"Serving {terminal.safe(place.root)} on http://{where}:{chosen}")
        if workers == 1:
            uvicorn.Server(config).run([listener])
        else:
            from uvicorn.supervisors import Multiprocess

            Multiprocess(config, [listener]).run()


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    """The socket, taken before anything starts, so that a port in use is one sentence."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        problem = f"cannot be listened on ({error.strerror or error})"
        raise BadInput(f"--host {host} --port {port}", problem, "choose another --port") from None

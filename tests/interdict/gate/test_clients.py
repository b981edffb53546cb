"""yente-client, unmodified from the index, against `vedette serve` as a person starts it."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.interdict.gate.house import workspace_at

yente_client = pytest.importorskip("yente_client")


def serve(folder: Path, *options: str, token: str = "") -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "vedette", "serve", "-w", str(folder), "--port", "0", *options]
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "VEDETTE_TOKEN": token, "COLUMNS": "500"},
    )
    said = ""
    while not (address := re.search(r"http://\S+:\d+", said)):
        line = process.stderr.readline()
        assert line, said
        said += line
    for _ in range(500):
        try:
            httpx.get(address[0] + "/healthz")
            break
        except httpx.TransportError:
            time.sleep(0.02)
    return process, address[0]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    # Retrieved today by the machine's clock, which `vedette serve` looks at.
    workspace_at(folder, fresh=True)
    process, address = serve(folder, token="s3cret")
    yield address
    process.terminate()
    process.wait(10)


@pytest.fixture
def client(address: str):
    with yente_client.Client(base_url=address, api_key="s3cret") as client:
        yield client


def test_the_client_finds_health_lists_and_algorithms(client):
    assert client.healthz().status == "ok"
    assert client.readyz().status == "ok"
    assert {one.name for one in client.datasets().datasets} == {
        "default",
        "invented-a",
        "invented-b",
    }
    assert client.datasets().index_stale is False, "the second call is answered by the ETag"
    assert client.algorithms().best == "vedette"


def test_the_client_matches(client):
    from yente_client import Person

    person = Person(name=["Aleksandr Vyacheslavovich Zakharevich"], country=["ru"])
    found = client.match(person, datasets=["default", "invented-a"], algorithm="best", limit=3)
    assert found.total.relation == "eq"
    assert found.top.id == "inv-2"
    assert found.top.match
    assert "name_match" in found.top.contributing_explanations
    with pytest.raises(yente_client.exceptions.BadRequestError, match="Invalid algorithm"):
        client.match(person, algorithm="neural-net")
    with pytest.raises(yente_client.exceptions.NotFoundError, match="No such dataset"):
        client.match(person, datasets=["banana"])


def test_the_client_streams_matches_with_twenty_workers(client):
    from yente_client import Company

    pairs = [(str(n), Company(name=["Kestrel Aviation Industries"])) for n in range(60)]
    found = dict(client.match_iter(pairs, workers=20))
    assert len(found) == 60
    assert {answer.top.id for answer in found.values()} == {"inv-1"}


def test_the_client_searches_fetches_and_walks(client):
    page = client.search("zakharevich", facets=["countries"], countries=["ru"])
    assert [one.id for one in page.results] == ["inv-2"]
    assert page.facets["countries"].values[0].name == "ru"
    entity = client.fetch("inv-1")
    assert entity.properties["ownershipOwner"][0].schema_ == "Ownership"
    assert client.adjacent("inv-1").adjacent["sanctions"].total.value == 1
    assert client.adjacent("inv-1", prop="sanctions").results[0].id == "inv-5"
    with pytest.raises(yente_client.exceptions.NotFoundError):
        client.fetch("nobody")


def test_without_the_key_the_client_says_so(address):
    with yente_client.Client(base_url=address) as client:
        assert client.healthz().status == "ok"
        with pytest.raises(yente_client.exceptions.AuthenticationError, match="token"):
            client.datasets()


def cli(address: str, *words: str) -> subprocess.CompletedProcess[str]:
    code = "from yente_client.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, "--base-url", address, "--api-key", "s3cret", *words],
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_clients_command_line_screens_a_file(address, tmp_path):
    customers = tmp_path / "customers.csv"
    customers.write_text("id,full_name\n1,Kestrel Aviation Industries\n2,Quentin Umbrage Ltd\n")
    hits = tmp_path / "hits.csv"
    run = cli(
        address,
        *("screen", str(customers), str(hits), "-s", "Company", "-i", "full_name=name"),
        *("--explanation", "--include-empty"),
    )
    assert run.returncode == 0, run.stderr
    lines = hits.read_text().splitlines()
    assert len(lines) == 3
    assert "inv-1" in lines[1]
    assert "name_match=" in lines[1]


def test_the_clients_command_line_matches_and_reports(address):
    run = cli(address, "match", "-s", "Vessel", "-p", "name=PORT TESTOVY-3", "-f", "json")
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["results"][0]["id"] == "inv-3"
    status = cli(address, "status", "-f", "json")
    assert json.loads(status.stdout)["summary"] == {"total": 2, "current": 2, "stale": 0}


def test_two_workers_share_one_port(tmp_path):
    workspace_at(tmp_path, fresh=True)
    process, address = serve(tmp_path, "--workers", "2")
    try:
        for _ in range(500):
            try:
                assert httpx.get(address + "/readyz", timeout=20).status_code == 200
                break
            except httpx.TransportError:
                time.sleep(0.02)
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_other_addresses_need_a_token(tmp_path, host):
    workspace_at(tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "vedette", "serve", "-w", str(tmp_path), "--host", host],
        capture_output=True,
        text=True,
        env={**os.environ, "VEDETTE_TOKEN": ""},
        timeout=60,
    )
    assert run.returncode == 2
    assert "set VEDETTE_TOKEN first" in run.stderr.replace("\n", " ")

"""The OpenAPI document is true, and nothing that it lets in brings the gate down.

`make fuzz-gate` runs the same with many more examples (VEDETTE_FUZZ sets how many).
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.interdict.gate.conftest import noon
from tests.interdict.gate.house import serving
from vedette.interdict.gate.app import create_app

EXAMPLES = os.environ.get("VEDETTE_FUZZ", "15")


@pytest.mark.long
def test_no_request_breaks_the_gate_and_answers_are_as_documented(workspace, tmp_path):
    """schemathesis, as a person would run it: examples, edges of every type, and random ones."""
    pytest.importorskip("schemathesis")
    config = Path(__file__).with_name("schemathesis.toml")
    with serving(create_app(workspace, clock=noon)) as address:
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(config)]
        command += ["run", f"{address}/openapi.json", "--phases", "examples,coverage,fuzzing"]
        command += ["-n", EXAMPLES, "--seed", "20260301", "--no-color"]
        run = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=3600)
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert "Selected: 17/17" in run.stdout


def test_every_address_of_yente_is_there(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert {
        "/check",
        "/match/{dataset}",
        "/search/{dataset}",
        "/entities/{entity_id}",
        "/entities/{entity_id}/adjacent",
        "/entities/{entity_id}/adjacent/{property_name}",
        "/catalog",
        "/algorithms",
        "/healthz",
        "/readyz",
        "/updatez",
        "/reconcile/{dataset}",
        "/reconcile/{dataset}/suggest/entity",
        "/reconcile/{dataset}/suggest/type",
        "/reconcile/{dataset}/suggest/property",
        "/reconcile/{dataset}/extend/property",
    } <= set(paths)


def test_a_number_too_large_for_json_is_refused(client):
    answer = client.get(f"/reconcile/default/extend/property?limit={2**70}")
    assert answer.status_code == 422

from collections.abc import Iterator
from datetime import datetime

import pytest
from fastapi.testclient import TestClient

from tests.interdict.gate.house import NOON, workspace_at
from vedette.interdict.gate.app import create_app
from vedette.lake.workspace import Workspace


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return workspace_at(tmp_path_factory.mktemp("gate"))


def noon() -> datetime:
    return NOON


@pytest.fixture(scope="session")
def client(workspace: Workspace) -> Iterator[TestClient]:
    with TestClient(create_app(workspace, clock=noon), raise_server_exceptions=False) as client:
        yield client

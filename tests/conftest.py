"""How the tests search: the same examples on every run; `VEDETTE_SEARCH=long` looks further."""

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile(
    "long", max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile(os.environ.get("VEDETTE_SEARCH", "same"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that nobody waits for it at the end; and it is not traced
    for coverage, which would double it: shorter tests reach the same lines. (Where doctests of
    `src` are not collected, its modules may first be imported there, and count for less.)"""
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.no_cover)
    items.sort(key=lambda item: item.get_closest_marker("long") is None)

"""How the tests search: the same examples on every run; `VEDETTE_SEARCH=long` looks further."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile(
    "long", max_examples=5000, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile(os.environ.get("VEDETTE_SEARCH", "same"))

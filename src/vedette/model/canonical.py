"""One way to write a value as bytes, so that equal things hash equally on every machine.

Reach for it when an identifier or a hash is made from content: findings, snapshots, ledger
events. It refuses floats that are not finite and any type JSON has no word for; sort and
round before calling, it will not guess.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from typing import Any


def canonical(value: Any) -> bytes:
    """The value as UTF-8 JSON with sorted keys, no spaces, and shortest-form numbers.

    >>> canonical({"b": (1, 2.5), "a": "Герань"}).decode()
    '{"a":"Герань","b":[1,2.5]}'
    """
    return json.dumps(
        _plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode("utf-8", "surrogatepass")


def digest(value: Any, length: int = 64) -> str:
    """The first `length` hexadecimal digits of the SHA-256 of the canonical bytes.

    >>> digest({"a": 1}) == digest({"a": 1.0})
    True
    """
    return hashlib.sha256(canonical(value)).hexdigest()[:length]


_AS_IT_IS = frozenset((str, int, bool, type(None)))


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if isinstance(value, float):
        return int(value) if math.isfinite(value) and value.is_integer() else value
    if kind is dict or isinstance(value, Mapping):  # a dict is told from others much faster
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value

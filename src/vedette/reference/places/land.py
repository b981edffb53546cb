"""Is this point on land? A mask of the world at 30 seconds of arc, about one kilometre.

Reach for `inland` with many points, and for `raster` when a coast is to be drawn. The mask is
that of the package global-land-mask (MIT), made from NOAA's GLOBE elevations
(https://www.ngdc.noaa.gov/mgg/topo/globe.html). It knows sea and land only: the Caspian, great
lakes and canals are land to it, so ``waters.csv`` marks them as water. Those outlines are drawn
by hand from the coordinates of well-known points on the shore, boxes for lakes and canals, right
to about 10 km: enough to say "not land", never to measure. Rivers are not in it.

The hard part is size: the mask is 933 MB unpacked. It is never held; it streams by, row by row
from north to south, and only the rows that were asked for are looked at. A few are kept, packed.
"""

import csv
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vedette.model.errors import Missing

ROWS, COLUMNS = 21_600, 43_200
PER_DEGREE = 120

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


def inland(lat: Floats, lon: Floats, cells: int = 1) -> Bools:
    """Which points are land with nothing but land for `cells` cells (about 0.9 km each, less
    from west to east towards the poles) around them; never those within `waters`.

    >>> inland(np.array([48.85, 43.0, 41.0, 31.0]), np.array([2.35, 34.0, 51.0, 32.4])).tolist()
    [True, False, False, False]
    """
    row, column = _row(lat), _column(lon)
    found = np.zeros(len(lat), bool)
    order = np.argsort(row, kind="stable")
    for first, block in _blocks(row.min(initial=ROWS) - cells, row.max(initial=-1) + cells, cells):
        start, end = np.searchsorted(row[order], [first + cells, first + len(block) - cells])
        here = order[start:end]
        around = [
            block[row[here] - first + down, (column[here] + east) % COLUMNS]
            for down in range(-cells, cells + 1)
            for east in range(-cells, cells + 1)
        ]
        found[here] = ~np.any(around, axis=0) if len(here) else False
    found[found] &= ~in_waters(lat[found], lon[found])
    return found


def raster(south: float, west: float, north: float, east: float, rows: int, columns: int) -> Bools:
    """Land (true) and water of a box as an image, its first row in the north.

    A box that crosses the dateline has `east` above 180 or `west` below -180.

    >>> image = raster(43, 28, 47, 42, 4, 14)  # the Black Sea
    >>> bool(image[2, 4]), bool(image[0, 0])
    (False, True)
    """
    lat = north - (np.arange(rows) + 0.5) * (north - south) / rows
    lon = west + (np.arange(columns) + 0.5) * (east - west) / columns
    picked = _row(lat)
    image = np.zeros((rows, columns), bool)
    for first, block in _blocks(int(picked.min()), int(picked.max())):
        inside = (picked >= first) & (picked < first + len(block))
        image[inside] = ~block[picked[inside] - first][:, _column(lon)]
    lats, lons = np.repeat(lat, columns), np.tile(lon, rows)
    image &= ~in_waters(lats, (lons + 180) % 360 - 180).reshape(rows, columns)
    return image


def in_waters(lat: Floats, lon: Floats) -> Bools:
    """Which points lie in a water that the mask calls land."""
    inside = np.zeros(len(lat), bool)
    for outline in waters().values():
        low, high = outline.min(axis=0), outline.max(axis=0)
        near = (lat >= low[0]) & (lat <= high[0]) & (lon >= low[1]) & (lon <= high[1])
        if near.any():
            inside[near] |= _within(outline, lat[near], lon[near])
    return inside


@cache
def waters() -> dict[str, Floats]:
    """Inland waters by name: the corners of their outlines as rows of latitude and longitude."""
    text = files("vedette.reference.places").joinpath("waters.csv").read_text("utf-8")
    return {
        row["name"]: np.array(row["outline"].split(), float).reshape(-1, 2)
        for row in csv.DictReader(text.splitlines())
    }


def _within(outline: Floats, lat: Floats, lon: Floats) -> Bools:
    """Even-odd rule: a line due east from the point crosses the outline an odd number of times."""
    inside = np.zeros(len(lat), bool)
    following = np.roll(outline, -1, axis=0)
    for (lat1, lon1), (lat2, lon2) in zip(outline.tolist(), following.tolist(), strict=True):
        if lat1 != lat2:
            spans = (lat1 > lat) != (lat2 > lat)
            inside ^= spans & (lon < lon1 + (lat - lat1) * (lon2 - lon1) / (lat2 - lat1))
    return inside


def _row(lat: Floats) -> Ints:
    return np.clip(np.floor((90 - lat) * PER_DEGREE), 0, ROWS - 1).astype(np.int64)


def _column(lon: Floats) -> Ints:
    return np.floor((lon + 180) * PER_DEGREE).astype(np.int64) % COLUMNS


def _blocks(first: int, last: int, overlap: int = 0) -> Iterator[tuple[int, Bools]]:
    """The mask's rows `first` to `last` as blocks (true is sea), each repeating the last
    ``2 * overlap`` rows of the one before; beyond the poles everything is as at the pole."""
    tail = np.zeros((0, COLUMNS), bool)
    for start, piece in _bands(first, last):
        if start + len(piece) <= first:
            continue
        block = np.concatenate([tail, piece])
        at = start - len(tail)
        if at == 0 and overlap:
            block, at = np.concatenate([piece[:1].repeat(overlap, 0), block]), -overlap
        if start + len(piece) == ROWS and overlap:
            block = np.concatenate([block, piece[-1:].repeat(overlap, 0)])
        yield at, block
        tail = block[len(block) - 2 * overlap :] if overlap else tail


_BAND, _MOST = 240, 20
_KEPT: dict[int, NDArray[np.uint8]] = {}
"""The bands of the sea looked at last, 1.3 MB each: the next look is mostly at the same sea."""


def _bands(first: int, last: int) -> Iterator[tuple[int, Bools]]:
    """The rows `first` to `last` and those that lie in one band with them, band by band."""
    starts = range(max(first, 0) // _BAND * _BAND, min(last + 1, ROWS), _BAND)
    kept = [_KEPT.get(start) for start in starts]
    known = [band for band in kept if band is not None]
    if len(known) == len(starts):
        for start, band in zip(starts, known, strict=True):
            yield start, np.unpackbits(band).reshape(-1, COLUMNS).view(bool)
        return
    _KEPT.clear()
    with zipfile.ZipFile(_file()) as archive, archive.open("mask.npy") as stream:
        np.lib.format.read_magic(stream)
        np.lib.format.read_array_header_1_0(stream)
        for start in range(0, starts.stop, _BAND):
            rows = min(_BAND, ROWS - start)
            piece = np.frombuffer(stream.read(rows * COLUMNS), np.bool_).reshape(rows, COLUMNS)
            if start in starts:
                if len(starts) <= _MOST:
                    _KEPT[start] = np.packbits(piece)
                yield start, piece


def _file() -> Path:
    spec = find_spec("global_land_mask")
    if spec is None or spec.origin is None:
        raise Missing("the land mask is not installed", "run `pip install global-land-mask`")
    return Path(spec.origin).parent / "globe_combined_mask_compressed.npz"

"""movingpandas' gap splitter on as many rows as take it some seconds; run by `measure`.

Needs only movingpandas, duckdb and pyarrow, and so can live in an environment of its own.
"""

import json
import resource
import sys
import time
from datetime import timedelta

import duckdb
import movingpandas as mpd

SHIPS = 40


def main(sea: str) -> None:
    """One JSON line with what it took, without the start of Python and the reading of Parquet."""
    files = f"read_parquet('{sea}/positions/*.parquet')"
    some = duckdb.sql(
        f"SELECT subject, ts::TIMESTAMP AS ts, lat, lon FROM {files} WHERE subject IN"
        f" (SELECT DISTINCT subject FROM {files} ORDER BY subject LIMIT {SHIPS})"
    ).df()
    begun, worked = time.perf_counter(), time.process_time()
    tracks = mpd.TrajectoryCollection(
        some, traj_id_col="subject", t="ts", x="lon", y="lat", crs="EPSG:4326"
    )
    parts = mpd.ObservationGapSplitter(tracks).split(gap=timedelta(hours=12))
    took = {
        "seconds": time.perf_counter() - begun,
        "worked": time.process_time() - worked,
        "rows": len(some),
        "found": len(parts.trajectories) - len(tracks.trajectories),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "version": mpd.__version__,
    }
    print(json.dumps(took))


if __name__ == "__main__":
    main(sys.argv[1])

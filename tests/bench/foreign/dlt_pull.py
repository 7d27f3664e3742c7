"""dlt as its documents show it: rest_api source, page numbers, DuckDB by Parquet.

Runs in .bench/venv. Arguments: address of the stored pages, file of shops, folder for the result.
Prints CPU seconds of the work (imports aside) and the rows as one JSON line.
"""

import json
import os
import sys
from pathlib import Path

os.environ.update(
    RUNTIME__DLTHUB_TELEMETRY="false", RUNTIME__LOG_LEVEL="ERROR", DLT_DATA_DIR=sys.argv[3]
)

import dlt
import duckdb

# dlt imports it on the way: no import counts as work, on any side
import pyarrow.parquet  # noqa: F401
from dlt.sources.rest_api import rest_api_source


def source(address, asked):
    """Every shop's list of trades, all into one table."""
    return rest_api_source(
        {
            "client": {"base_url": address},
            "resource_defaults": {
                "write_disposition": "append",
                "table_name": "trades",
                "endpoint": {
                    "path": "router/rest",
                    "data_selector": "trades_sold_get_response.trades.trade",
                    "paginator": {
                        "type": "page_number",
                        "base_page": 1,
                        "page_param": "page_no",
                        "total_path": None,
                    },
                },
            },
            "resources": [
                {
                    "name": f"trades_{shop['shop_id']}",
                    "endpoint": {"params": {**asked["params"], "session": shop["token"]}},
                }
                for shop in asked["shops"]
            ],
        }
    )


def pull(address, asked, out):
    """Extract, normalise and load."""
    pipeline = dlt.pipeline(
        "bench",
        pipelines_dir=str(out / "pipelines"),
        destination=dlt.destinations.duckdb(str(out / "dlt.duckdb")),
        dataset_name="landing",
    )
    pipeline.run(source(address, asked), loader_file_format="parquet").raise_on_failed_jobs()


def ids(out):
    """The numbers of the trades and of their lines that were loaded."""
    with duckdb.connect(str(out / "dlt.duckdb"), read_only=True) as connection:
        trades = connection.execute("select tid from landing.trades").fetchall()
        lines = connection.execute("select oid from landing.trades__orders__order").fetchall()
    return {"trades": sorted(t for (t,) in trades), "lines": sorted(o for (o,) in lines)}


def peak_mb():
    """The largest resident memory of this process so far, in MiB."""
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    wanted, folder = json.loads(Path(sys.argv[2]).read_text()), Path(sys.argv[3])
    before = sum(os.times()[:4])
    pull(sys.argv[1], wanted, folder)
    cpu = sum(os.times()[:4]) - before
    (folder / "ids.json").write_text(json.dumps(ids(folder)))
    sys.stdout.write(json.dumps({"cpu": cpu, "peak_mb": peak_mb()}) + "\n")

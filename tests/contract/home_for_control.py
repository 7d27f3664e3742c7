"""A home small enough to be read: three sales, two refunds, one quarantined row, one bulletin.

A1  3,000 fen  Changsha county (430121), all from village 430121000001
A2  2,000 fen  Changsha city without a county
A3  1,000 fen  seller unknown, origin unknown
A4    700 fen  unpaid
Q1     90 fen  quarantined
R1    500 fen  of A1, R2 300 fen of A3
"""

import csv
import json
from datetime import date, datetime

import batches_for_expectations as made
import pyarrow as pa
import pyarrow.parquet as pq
import typst
import xlsxwriter

from connectors.core.landing import BatchDraft, LocalLanding

JUNE = date(2020, 6, 1)
PROGRAMME, PROVINCE = "hunan-2020", "430000"
LEVELS = {
    "430000": "province",
    "430100": "prefecture",
    "430121": "county",
    "430121000001": "village",
}


def build_home(home):
    """Lay the whole home; every border is closed."""
    ids = land(home)
    folder = home / "published" / "b1"
    folder.mkdir(parents=True)
    (folder / "build.json").write_text(json.dumps({"build_id": "b1", "batches": ids, "other": 1}))
    (home / "published" / "CURRENT").write_text("b1\n")
    for name, rows in models().items():
        write_model(home, name, rows)
    write_release(home, control_rows())
    return home


# ---- landing


def orders():
    rows = [
        made.order(1, paid_fen=3000),
        made.order(2, paid_fen=2000),
        made.order(3, paid_fen=1000),
        made.order(4, paid_fen=700, sale_state="unpaid", booked_at=None, paid_at=None),
    ]
    lines = [
        made.line(1, 0, line_paid_fen=1800),
        made.line(1, 1, line_paid_fen=1200),
        made.line(2, 0, line_paid_fen=2000),
        made.line(3, 0, line_paid_fen=1000),
        made.line(4, 0, line_paid_fen=700),
    ]
    return {"orders": rows, "lines": lines, "quarantine": [made.quarantined(9, amount_fen=90)]}


def refunds():
    return {
        "refunds": [
            made.refund(1, amount_fen=500),
            made.refund(3, amount_fen=300, succeeded_at=None),
            # not a return of goods: pending, or of an order that is no sale
            made.refund(2, amount_fen=77, refund_state="pending"),
            made.refund(4, amount_fen=55),
        ],
        "quarantine": [],
    }


def stale_orders():
    """An older version of A1, landed later: it changes nothing."""
    return {
        "orders": [
            made.order(
                1, paid_fen=9999, modified_at=datetime(2020, 6, 1, 8), payload_sha256="f" * 64
            )
        ],
        "lines": [],
        "quarantine": [],
    }


def land(home, **changed):
    landing = LocalLanding(home / "landing")
    rows = {"orders": orders(), "refunds": refunds()} | changed
    drafts = [
        made.draft("orders", rows["orders"]),
        made.draft("refunds", rows["refunds"]),
        made.draft("orders", stale_orders(), window_kind="modified"),
        indicator_register(),
    ]
    return [
        landing.commit(draft, landed_at=made.LANDED_AT, code_version="test").batch_id
        for draft in drafts
    ]


def indicator_register():
    table = pa.Table.from_pylist(
        [
            {
                "programme": PROGRAMME,
                "indicator_code": "agri_retail",
                "goods_classes": "primary_agri|processed_food",
                "flows": "up",
                "valid_from": None,
                "valid_to": None,
                "recorded_at": made.LANDED_AT,
                "load_id": "l1",
            }
        ],
        schema=pa.schema(
            [
                ("programme", pa.string()),
                ("indicator_code", pa.string()),
                ("goods_classes", pa.string()),
                ("flows", pa.string()),
                ("valid_from", pa.date32()),
                ("valid_to", pa.date32()),
                ("recorded_at", pa.timestamp("us")),
                ("load_id", pa.string()),
            ]
        ),
    )
    return BatchDraft(
        platform="registers",
        kind="programme_indicators",
        window_kind="file",
        window=made.DAY,
        shops_asked=[],
        shops_answered=[],
        tables={"programme_indicators": table},
    )


# ---- published


def models():
    sale = {"platform": "taobao", "month_on": JUNE, "sale_state": "sale"}
    order_id = [made.order(n)["order_id"] for n in range(5)]
    line_ids = {(n, p): made.line(n, p)["line_id"] for n in range(5) for p in (0, 1)}

    def line(n, part, fen, grade):
        return {
            "platform": "taobao",
            "order_id": order_id[n],
            "line_id": line_ids[n, part],
            "month_on": JUNE,
            "seller_grade": grade,
            "paid_fen": fen,
        }

    def share(n, part, fen, grade):
        row = line(n, part, fen, "S1") | {"share_no": 1, "origin_grade": grade}
        del row["seller_grade"]
        return row

    def refund(n, part, fen, grade):
        return {
            "platform": "taobao",
            "refund_id": made.refund(n)["refund_id"],
            "order_id": order_id[n],
            "line_id": line_ids[n, part],
            "month_on": JUNE,
            "origin_grade": grade,
            "amount_fen": fen,
        }

    refunded = [refund(1, 0, 300, "O1"), refund(1, 1, 200, "O1"), refund(3, 0, 300, "OU")]
    months = area_months()
    return {
        "fct_orders": [
            sale | {"order_id": order_id[1], "paid_fen": 3000},
            sale | {"order_id": order_id[2], "paid_fen": 2000},
            sale | {"order_id": order_id[3], "paid_fen": 1000},
            sale | {"order_id": order_id[4], "paid_fen": 700, "sale_state": "unpaid"},
        ],
        "fct_lines": [
            line(1, 0, 1800, "S1"),
            line(1, 1, 1200, "S1"),
            line(2, 0, 2000, "S2"),
            line(3, 0, 1000, "SU"),
        ],
        "fct_refunds": [{k: v for k, v in r.items() if k != "origin_grade"} for r in refunded],
        "fct_origin": [
            share(1, 0, 1800, "O1"),
            share(1, 1, 1200, "O1"),
            share(2, 0, 2000, "O4"),
            share(3, 0, 1000, "OU"),
        ],
        "fct_origin_refunds": refunded,
        "mart_grades_month": [
            grade("seller", "S1", 3000, 500),
            grade("seller", "S2", 2000, 0),
            grade("seller", "SU", 1000, 300),
            grade("origin", "O1", 3000, 500),
            grade("origin", "O4", 2000, 0),
            grade("origin", "OU", 1000, 300),
        ],
        "mart_quarantine_month": [
            {
                "month_on": JUNE,
                "platform": "taobao",
                "kind": "orders",
                "amount_fen": 90,
                "unknown_amount_count": 0,
            }
        ],
        "mart_sales_area_month": months,
        "mart_sales_area_day": [
            {k: v for k, v in row.items() if k != "month_on"} | {"sale_on": JUNE} for row in months
        ],
        "mart_indicator_month": [
            {
                "programme": PROGRAMME,
                "indicator_code": "agri_retail",
                "month_on": JUNE,
                "area_level": row["area_level"],
                "area_code": row["area_code"],
                "gross_fen": row["gross_fen"],
                "refund_fen": row["refund_fen"],
                "net_fen": row["net_fen"],
            }
            for row in months
            if row["axis"] == "seller"
        ],
        "dim_area": [
            {
                "area_code": code,
                "level": level,
                "parent_code": {"430121": "430100", "430100": "430000"}.get(code),
                "valid_from": None,
                "valid_to": None,
            }
            for code, level in LEVELS.items()
        ],
    }


def grade(axis, code, gross, refund):
    return {
        "month_on": JUNE,
        "axis": axis,
        "grade": code,
        "gross_fen": gross,
        "refund_fen": refund,
    }


def area_months():
    def row(axis, level, code, gross, refund):
        return {
            "month_on": JUNE,
            "axis": axis,
            "area_level": level,
            "area_code": code,
            "platform": "taobao",
            "goods_class": "primary_agri",
            "flow": "up",
            "gross_fen": gross,
            "refund_fen": refund,
            "net_fen": gross - refund,
        }

    found = [
        row(axis, *rest)
        for axis in ("seller", "origin")
        for rest in (
            ("county", "430121", 3000, 500),
            ("prefecture_rest", "430100", 2000, 0),
            ("prefecture", "430100", 5000, 500),
            ("province", "430000", 5000, 500),
            ("unattributed", "430000", 1000, 300),
        )
    ]
    return [
        *found,
        row("origin", "village", "430121000001", 2500, 500),
        row("origin", "village_rest", "430121", 500, 0),
    ]


def write_model(home, name, rows):
    path = home / "published" / "b1" / f"{name}.parquet"
    table = pa.Table.from_pylist(rows)
    for at, field in enumerate(table.schema):
        if field.name in ("valid_from", "valid_to"):
            table = table.set_column(at, field.name, table.column(at).cast(pa.date32()))
    pq.write_table(table, path)


def plant(home, model, column, **where):
    """Add one fen to the first row of a published model that agrees with `where`."""
    rows = models()[model]
    row = next(r for r in rows if all(r[k] == v for k, v in where.items()))
    row[column] += 1
    write_model(home, model, rows)


# ---- release


def control_rows():
    return [
        {"key": "430000", "name": "Hunan", "gross_fen": 5000, "refund_fen": 500, "net_fen": 4500},
        {
            "key": "430100",
            "name": "Changsha",
            "gross_fen": 5000,
            "refund_fen": 500,
            "net_fen": 4500,
        },
        {"key": "UNK", "name": "unknown", "gross_fen": 1000, "refund_fen": 300, "net_fen": 700},
    ]


def release_folder(home, version="v2"):
    return home / "releases" / PROGRAMME / "monthly" / "2020-06" / f"province-{PROVINCE}" / version


def write_release(home, rows):
    folder = release_folder(home)
    (folder / "tables").mkdir(parents=True)
    release_folder(home, "v1").mkdir()
    write_facts(home, rows)
    write_html(home, rows)
    write_pdf(home, rows)
    write_xlsx(home, rows)
    write_csv(home, rows)


def yuan(fen):
    return f"{fen // 100:,}.{fen % 100:02d}"


def amounts(row):
    return [row["gross_fen"], row["refund_fen"], row["net_fen"]]


def write_facts(home, rows):
    facts = {"control": {"rows": rows}, "title": "t"}
    (release_folder(home) / "facts.json").write_text(json.dumps(facts))


def write_html(home, rows):
    body = "".join(
        f'<tr data-key="{row["key"]}"><th>{row["name"]}</th>'
        + "".join(f'<td><data value="{fen}">{yuan(fen)}</data></td>' for fen in amounts(row))
        + "</tr>"
        for row in rows
    )
    other = '<table id="other"><tr data-key="430000"><td><data value="1">1</data></td></tr></table>'
    page = f'<html><body>{other}<table id="control"><tr><th>k</th></tr>{body}</table></body></html>'
    (release_folder(home) / "bulletin.html").write_text(page, encoding="utf-8")


def write_pdf(home, rows):
    lines = "\n\n".join(
        f"{row['key']} {row['name']} {' '.join(yuan(fen) for fen in amounts(row))}" for row in rows
    )
    source = f"= Control\n\nA sentence of 2020 with 5,000.00 in it.\n\n{lines}\n"
    typst.compile(source.encode(), output=str(release_folder(home) / "bulletin.pdf"))


def write_xlsx(home, rows):
    path = release_folder(home) / "tables.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("other").write_row(0, 0, ["430000", "x", 1, 2, 3])
        sheet = book.add_worksheet("勘稽表")
        sheet.write_row(0, 0, ["key", "name", "gross", "refunds", "net"])
        for at, row in enumerate(rows, start=1):
            sheet.write_row(at, 0, [row["key"], row["name"], *(fen / 100 for fen in amounts(row))])


def write_csv(home, rows):
    path = release_folder(home) / "tables" / "control.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["key", "name", "gross", "refunds", "net"])
        for row in rows:
            writer.writerow([row["key"], row["name"], *(yuan(fen) for fen in amounts(row))])

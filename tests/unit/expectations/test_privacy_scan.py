import base64
import gzip
import json
import zipfile
import zlib
from urllib.parse import quote

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.errors import EvidenceMissing
from expectations.privacy.needles import forms_of
from expectations.privacy.scan import scan_tree

NAME, PHONE = "欧阳测试甲", "19900001234"
CANARIES = [NAME, PHONE]


def zstd(data):
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as out:
        out.write(data)
    return sink.getvalue().to_pybytes()


def ways(root):
    return {(hit.canary, hit.way, hit.form) for hit in scan_tree(root, CANARIES)}


TEXT = f"prefix {NAME} and {PHONE} suffix"

FORMS = {
    "utf-8": TEXT.encode(),
    "gb18030": TEXT.encode("gb18030"),
    "utf-16-le": TEXT.encode("utf-16-le"),
    "utf-16-be": TEXT.encode("utf-16-be"),
    "json escape": json.dumps(TEXT).encode(),
    "percent escape": quote(TEXT).encode(),
    "hexadecimal": TEXT.encode().hex().encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_canary_is_found_in_each_form(tmp_path, form):
    (tmp_path / "file").write_bytes(b"\x00\xff" + FORMS[form])
    assert (NAME, "plain", form) in ways(tmp_path)


@pytest.mark.parametrize("phase", [0, 1, 2])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16-le"])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_a_canary_is_found_in_base64_at_each_phase(tmp_path, phase, charset, encode):
    (tmp_path / "file").write_bytes(encode(b"x" * phase + TEXT.encode(charset)))
    assert {canary for canary, _, _ in ways(tmp_path)} == set(CANARIES)


@given(
    before=st.binary(max_size=9), text=st.text(min_size=6, max_size=20), after=st.binary(max_size=9)
)
def test_base64_of_anything_around_a_text_holds_one_of_its_forms(before, text, after):
    encoded = base64.b64encode(before + text.encode() + after)
    assert any(needle in encoded for form, needle in forms_of(text) if form == "base64 of utf-8")


def test_a_canary_is_found_inside_each_wrapping(tmp_path):
    data = TEXT.encode()
    (tmp_path / "a.zst").write_bytes(zstd(data))
    (tmp_path / "b.gz").write_bytes(gzip.compress(data))
    with zipfile.ZipFile(tmp_path / "c.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.xml", data)
    table = pa.table({"t": [TEXT] * 100, "n": list(range(100))})
    pq.write_table(table, tmp_path / "d.parquet", compression="zstd")
    stream = b"%PDF-1.7\nstream\n" + zlib.compress(data) + b"\nendstream\n"
    (tmp_path / "e.pdf").write_bytes(stream)
    (tmp_path / "f.zst").write_bytes(zstd(gzip.compress(base64.b64encode(data))))
    found = {(hit.path, hit.way) for hit in scan_tree(tmp_path, CANARIES)}
    # what does not compress also stands there plainly
    assert found >= {
        ("a.zst", "zstd"),
        ("b.gz", "gzip"),
        ("c.zip", "zip"),
        ("d.parquet", "parquet"),
        ("e.pdf", "pdf stream"),
        ("f.zst", "zstd > gzip"),
    }


def test_a_canary_is_found_in_a_database_and_in_a_name(tmp_path):
    with duckdb.connect(str(tmp_path / "w.duckdb")) as connection:
        connection.execute("create schema deep")
        connection.execute(
            "create table deep.t as select ? || (i % 3)::text as c from range(5000) r(i)", [TEXT]
        )
    (tmp_path / f"{PHONE}.csv").write_text("nothing")
    hits = scan_tree(tmp_path, CANARIES)
    assert {(hit.canary, hit.way) for hit in hits} >= {(NAME, "duckdb"), (PHONE, "name")}


def test_a_clean_tree_has_no_hit_and_a_broken_archive_is_no_crash(tmp_path):
    (tmp_path / "clean.txt").write_text("腊肉 500g, 19900001235")
    for name, head in (
        ("z", b"\x28\xb5\x2f\xfd"),
        ("g", b"\x1f\x8b"),
        ("p", b"PAR1"),
        ("k", b"PK\x03\x04"),
    ):
        (tmp_path / name).write_bytes(head + b"broken")
    assert scan_tree(tmp_path, CANARIES) == []


def test_a_scan_of_nothing_is_an_error(tmp_path):
    with pytest.raises(EvidenceMissing):
        scan_tree(tmp_path / "no home", CANARIES)

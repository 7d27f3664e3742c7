"""The inbox (fault 59): only what is whole and marked lands, once; all else is told why not."""

from __future__ import annotations

import hashlib
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from connectors.core.landing import LocalLanding
from orchestration.home import make_home
from orchestration.settings import read_settings
from orchestration.watching import inbox_of, scan_inbox

pytestmark = pytest.mark.slow

OWN_FORMS = Path(__file__).parents[1] / "unit/connectors/files/fixtures/own_forms"
SAMPLE = OWN_FORMS / "ccb__gb18030_title_line_guards_and_total.csv"
LEDGER = OWN_FORMS / "ledger__months_full_width_and_returns.csv"
NOW = datetime(2020, 7, 1, 9)
_SETTINGS = """\
province_code = "430000"
programme = "hunan-2020"
is_sandbox = true
buyer_hmac_key = "file:secrets/buyer_hmac.key"
"""


@pytest.fixture
def home(tmp_path):
    made = make_home(tmp_path / "home")
    made.settings_file.write_text(_SETTINGS, encoding="utf-8")
    (made.secrets / "buyer_hmac.key").write_text("of this test", encoding="utf-8")
    return made


def drop(home, source=SAMPLE, *, feed="ccb", shop="s1", name="june.csv", mark=True):
    folder = inbox_of(home) / feed / shop
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    shutil.copyfile(source, path)
    if mark:
        write_mark(path)
    return path


def write_mark(path, text=None):
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_name(path.name + ".done").write_text(
        f"{digest}  {path.name}\n" if text is None else text, encoding="utf-8"
    )


def scan(home):
    return scan_inbox(home, read_settings(home), landed_at=NOW)


def batches(home):
    return [manifest.batch_id for manifest in LocalLanding(home.landing).manifests()]


def refused(home, *words):
    """One refusal, nothing landed, and the message says what, where and what to do."""
    before = batches(home)
    outcomes = [outcome for outcome in scan(home) if outcome.state == "refused"]
    assert len(outcomes) == 1
    assert "Next: " in outcomes[0].message
    for word in words:
        assert word in outcomes[0].message
    assert batches(home) == before
    return outcomes[0]


def test_a_marked_file_lands_and_a_second_scan_changes_nothing(home):
    path = drop(home)
    (outcome,) = scan(home)
    assert (outcome.path, outcome.state) == (path, "landed")
    assert "accepted" in outcome.message
    landed = batches(home)
    assert [batch.split("-")[:2] for batch in landed] == [["ccb", "orders"], ["ccb", "refunds"]]
    assert [outcome.state for outcome in scan(home)] == ["landed before"]
    # the receipt is a convenience: what has landed is told by landing itself
    path.with_name("june.csv.receipt.json").unlink()
    assert [outcome.state for outcome in scan(home)] == ["landed before"]
    assert batches(home) == landed
    assert path.read_bytes() == SAMPLE.read_bytes()


def test_a_ledger_lands_as_its_own_kind(home):
    drop(home, LEDGER, feed="ledger", shop="431222", name="ledger.csv")
    (outcome,) = scan(home)
    assert outcome.state == "landed", outcome.message
    (manifest,) = LocalLanding(home.landing).manifests()
    assert (manifest.platform, manifest.kind) == ("offline", "ledger")
    assert manifest.shops_answered == ["431222"]
    assert manifest.source_sha256 == hashlib.sha256(LEDGER.read_bytes()).hexdigest()


def test_a_file_without_mark_waits(home):
    drop(home, mark=False)
    assert [outcome.state for outcome in scan(home)] == ["waiting"]
    assert batches(home) == []


def test_a_file_that_is_still_being_written(home):
    path = drop(home)
    path.write_bytes(path.read_bytes()[:-100])
    refused(home, "still being written", "june.csv")


def test_a_file_copied_whole_after_all_lands_then(home):
    path = drop(home)
    path.write_bytes(SAMPLE.read_bytes()[:-100])
    refused(home, "still being written")
    path.write_bytes(SAMPLE.read_bytes())
    assert [outcome.state for outcome in scan(home)] == ["landed"]


def test_the_same_name_with_other_content(home):
    path = drop(home)
    scan(home)
    path.write_bytes(SAMPLE.read_bytes().replace(b"95.00", b"94.00").replace(b"223.00", b"222.00"))
    write_mark(path)
    refused(home, "other content has landed under this name", "a name of its own")
    renamed = path.with_name("june_corrected.csv")
    path.rename(renamed)
    write_mark(renamed)
    path.with_name("june.csv.done").unlink()
    path.with_name("june.csv.receipt.json").unlink()
    assert [outcome.state for outcome in scan(home)] == ["landed"]


@pytest.mark.parametrize(
    ("mark", "word"),
    [
        ("", "no digest"),
        ("not a digest", "no digest"),
        ("0" * 64, "still being written"),
        ("0" * 64 + "  ../../../../secrets/buyer_hmac.key", "names another file"),
        ("0" * 64 + "\n" * 2000, "too long"),
    ],
)
def test_a_mark_that_does_not_mark_this_file(home, mark, word):
    write_mark(drop(home), mark)
    refused(home, word)


def test_a_link_out_of_the_inbox_is_not_followed(home, tmp_path):
    folder = inbox_of(home) / "ccb" / "s1"
    folder.mkdir(parents=True)
    link = folder / "june.csv"
    link.symlink_to(SAMPLE)
    write_mark(link)
    refused(home, "is a link")


def test_a_mark_without_its_file(home):
    drop(home).unlink()
    refused(home, "the mark has no file")


def test_a_folder_that_is_no_feed(home):
    drop(home, feed="nowhere")
    refused(home, "no file feed nowhere")


def test_an_archive_and_a_macro_workbook(home):
    drop(home, name="june.zip")
    refused(home, "ending .zip")


def test_one_refused_file_stops_no_other(home):
    drop(home, name="a_broken.csv").write_bytes(b"x")
    drop(home, name="b_sound.csv")
    assert [outcome.state for outcome in scan(home)] == ["refused", "landed"]


def test_a_file_that_changes_between_mark_and_reading_lands_nothing(home, monkeypatch):
    path = drop(home)
    whole = path.read_bytes()

    def grow(*arguments, **named):
        path.write_bytes(whole + b"\n")
        return original(*arguments, **named)

    from orchestration import watching

    original = watching.import_orders
    monkeypatch.setattr(watching, "import_orders", grow)
    refused(home, "changed while it was being read")

"""Made-up buyers and secrets are sent through the whole way; none of them may reach the disk."""

from __future__ import annotations

import io
import logging
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, datetime
from urllib.parse import parse_qs

import httpx
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from connectors.sandbox.serve import running_sandbox
from connectors.sandbox.world import World
from expectations.privacy.scan import scan_tree
from orchestration import demo, ingest
from orchestration.home import make_home
from orchestration.jobs import open_runner
from orchestration.resources import Deployment

pytestmark = [
    pytest.mark.integration,
    pytest.mark.slow,
    # Dagster and what it imports warn of their own next versions
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

NOW = datetime(2020, 7, 1, 2)
NAME, MOBILE, ADDRESS = "龙阿依朵石", "13907431861", "双龙镇十八洞村梨子寨组七号屋"
MEMO, NICK = "给奶奶八十大寿用请包好", "buyer_nick_zq81"
PLANTED = (NAME, MOBILE, ADDRESS, MEMO, NICK)
#: how many buyers' and shops' own secrets are looked for; each costs a pass over every file
_MOST = 40

_TOP_EXTRAS = {
    "receiver_name": NAME,
    "receiver_mobile": MOBILE,
    "receiver_phone": MOBILE,
    "receiver_address": ADDRESS,
    "buyer_message": MEMO,
    "buyer_memo": MEMO,
    "seller_memo": MEMO,
    "buyer_nick": NICK,
}
_JD_EXTRAS = {"fullname": NAME, "fullAddress": ADDRESS, "mobile": MOBILE, "telephone": MOBILE}


class Planting(httpx.BaseTransport):
    """Passes calls on to the sandbox and plants a buyer in every answer, asked for or not.

    The shop `refused_token` is refused with its own token and the buyer in the refusal.
    """

    def __init__(self, refused_token):
        self._wire = httpx.HTTPTransport()
        self._refused_token = refused_token
        self.buyer_ids = set()
        self.answers_planted = 0

    def handle_request(self, request):
        form = parse_qs(request.read().decode())
        if form.get("session") == [self._refused_token]:
            text = f"session {self._refused_token} of {MOBILE} is not known"
            error = {"code": 27, "msg": "Invalid session", "sub_msg": text}
            return httpx.Response(200, content=msgspec.json.encode({"error_response": error}))
        answer = self._wire.handle_request(request)
        body = msgspec.json.decode(answer.read())
        answer.close()
        self._plant(body)
        return httpx.Response(200, content=msgspec.json.encode(body))

    def _plant(self, value):
        if isinstance(value, list):
            for inner in value:
                self._plant(inner)
        elif isinstance(value, dict):
            for inner in value.values():
                self._plant(inner)
            self._plant_record(value)

    def _plant_record(self, record):
        if "tid" in record and "status" in record:
            record |= _TOP_EXTRAS
            self.buyer_ids.add(record.get("buyer_open_uid"))
            self.answers_planted += 1
        elif "orderState" in record:
            record["consigneeInfo"] = record.get("consigneeInfo", {}) | _JD_EXTRAS
            record |= {"orderRemark": MEMO, "venderRemark": MEMO}
            self.buyer_ids.add(record.get("pin"))
            self.answers_planted += 1

    def close(self):
        self._wire.close()


@pytest.fixture(scope="module")
def pulled(tmp_path_factory):
    """(home, canaries, what was printed and logged) after a pull, a build and a publication."""
    home = make_home(tmp_path_factory.mktemp("privacy") / "home")
    home.sandbox.mkdir()
    world = World(1, 6)
    printed = io.StringIO()
    handler = logging.StreamHandler(printed)
    logging.getLogger().addHandler(handler)
    with (
        running_sandbox(seed=1, orders_per_day=6, now=NOW, frozen=True) as box,
        redirect_stdout(printed),
        redirect_stderr(printed),
        pytest.MonkeyPatch.context() as patch,
    ):
        settings = demo.attach(home, box, world)
        demo._land_registers(home, settings, world)
        refused = box.platforms["taobao"].shops[3]["access_token"]
        planting = Planting(refused)
        real = ingest.open_feed
        patch.setattr(ingest, "open_feed", lambda *a, **k: real(*a, **k, transport=planting))
        with open_runner(Deployment(home, settings, lambda: NOW)) as runner:
            runner.feeds_and_warehouse(date(2020, 6, 28), date(2020, 6, 30))
        keys = [
            secret
            for platform in box.platforms.values()
            for secret in (
                platform.app_secret,
                *(shop["access_token"] for shop in platform.shops[:_MOST]),
            )
        ]
    logging.getLogger().removeHandler(handler)
    assert planting.answers_planted > 100
    buyers = sorted(filter(None, planting.buyer_ids))[:_MOST]
    assert len(buyers) == _MOST
    key = (home.secrets / "buyer_hmac.key").read_text().strip()
    return home, [*PLANTED, *buyers, *keys, key], printed.getvalue()


def without_secrets(hits):
    return [hit for hit in hits if not hit.path.startswith("secrets/")]


def test_no_buyer_and_no_secret_reaches_the_home(pulled):
    home, canaries, _ = pulled
    for folder in (home.landing, home.warehouse, home.published, home.dagster):
        assert any(path.is_file() for path in folder.rglob("*"))
    assert without_secrets(scan_tree(home.root, canaries)) == []


def test_no_buyer_and_no_secret_is_printed_or_logged(pulled):
    _, canaries, printed = pulled
    assert "did not answer" in printed
    assert [canary for canary in canaries if canary in printed] == []


def test_the_scan_sees_secrets_where_they_belong(pulled):
    home, canaries, _ = pulled
    assert {hit.path.split("/")[0] for hit in scan_tree(home.root, canaries)} == {"secrets"}


def write_plain(path, text):
    path.with_suffix(".log").write_text(f"order of {text}\n", encoding="utf-8")


def write_zstd(path, text):
    with pa.CompressedOutputStream(str(path.with_suffix(".zst")), "zstd") as out:
        out.write(f'{{"note":"{text}"}}\n'.encode())


def write_parquet(path, text):
    pq.write_table(
        pa.table({"note": [text, None]}), path.with_suffix(".parquet"), compression="zstd"
    )


@pytest.mark.parametrize("write", [write_plain, write_zstd, write_parquet])
@pytest.mark.parametrize("canary", PLANTED)
def test_a_planted_canary_is_found(tmp_path, write, canary):
    write(tmp_path / "planted", f"to {canary}.")
    assert {hit.canary for hit in scan_tree(tmp_path, PLANTED)} == {canary}

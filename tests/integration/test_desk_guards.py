"""What the desk lets nobody do: unknown logins, others' counties, forged forms, paths, floods."""

from __future__ import annotations

import re

import pytest

from orchestration.desk.app import DEEDS, PAGES, desk_app
from orchestration.desk.people import NotAllowed, covers, identify
from orchestration.desk.trail import entries
from orchestration.desk.uploads import KEPT_FOR, MOST_EACH, UploadShelf, safe_name
from orchestration.errors import NothingToDo, SetupError
from orchestration.home import Home
from orchestration.settings import DeskSettings, read_settings
from tests.integration.desk_home import COUNTY, NEIGHBOUR, NOW, SETTINGS, DeskClient, small_home

HEADER = "X-Forwarded-User"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return small_home(tmp_path_factory.mktemp("desk") / "home")


@pytest.fixture
def client(home):
    app = desk_app(home, read_settings(home), clock=lambda: NOW)

    def make(login="lanshan", peer="127.0.0.1"):
        return DeskClient(app, login, peer=peer)

    return make


def token_of(client, page="/ledger"):
    found = re.search(r'name="token" value="([0-9a-f]{64})"', client.get(page).text)
    assert found, "the page has no form"
    return found[1]


def filled(path):
    return re.sub(r"\{[^}]*\}", "products", path)


def test_a_login_that_nobody_registered_sees_nothing(client):
    answer = client("mallory").get("/")
    assert answer.status_code == 403
    assert "还没有在填报台登记" in answer.text


def test_a_request_without_login_sees_nothing(client):
    assert client(None).get("/").status_code == 403


def test_a_login_from_a_peer_that_is_no_proxy_counts_for_nothing(client):
    answer = client("shengting", peer="10.1.2.3").get("/")
    assert answer.status_code == 403
    assert "shengting" not in answer.text


def test_a_login_told_twice_counts_for_nothing(client):
    answer = client(None).get("/", headers=[(HEADER, "lanshan"), (HEADER, "shengting")])
    assert answer.status_code == 403


def test_another_host_name_is_refused(client):
    assert client().get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", sorted(PAGES))
def test_no_page_opens_for_the_unknown(client, path):
    assert client("mallory").get(filled(path)).status_code == 403


@pytest.mark.parametrize("path", sorted(PAGES))
def test_no_page_changes_anything_by_post(client, path):
    # a page and a deed may share an address, then the deed asks for its token
    assert client().post(filled(path)).status_code in {403, 404, 405}


@pytest.mark.parametrize("path", sorted(DEEDS))
def test_no_deed_without_the_token(client, path):
    made = client()
    token_of(made)
    answer = made.post(filled(path), data={"county": COUNTY, "token": "0" * 64})
    assert answer.status_code == 403
    assert "页面已经过期" in answer.text


@pytest.mark.parametrize("path", sorted(DEEDS))
def test_no_deed_by_get(client, path):
    assert client().get(filled(path)).status_code in {404, 405}


def test_no_deed_with_the_token_of_somebody_else(client):
    mine, theirs = client(), client("ningyuan")
    token_of(mine)
    # one browser, two people after each other: the cookie is the same
    theirs.cookies = mine.cookies
    assert send(mine, token_of(theirs)).status_code == 403
    assert send(mine, token_of(mine)).status_code == 303


def test_no_deed_with_a_token_of_another_browser(client):
    mine, theirs = client(), client()
    token_of(mine)
    assert send(mine, token_of(theirs)).status_code == 403


def test_no_deed_from_another_site(client):
    made = client()
    token = token_of(made)
    answer = send(made, token, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "别的网站" in answer.text


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client):
    cookie = client().get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_every_answer_forbids_framing_scripts_and_keeping(client):
    for path in ("/", "/nothing", "/static/desk.css", "/ledger"):
        headers = client().get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert "script-src" not in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
    assert client().get("/").headers["cache-control"] == "no-store"


def test_a_clerk_sends_nothing_for_another_county(client):
    made = client()
    answer = send(made, token_of(made), county=NEIGHBOUR)
    assert answer.status_code == 403
    assert "不在您的地区范围内" in answer.text


@pytest.mark.parametrize("login", ["yongzhou", "shengting"])
def test_who_only_reads_or_approves_sends_nothing(client, login):
    clerk, made = client(), client(login)
    assert 'enctype="multipart/form-data"' in clerk.get("/ledger").text
    assert 'enctype="multipart/form-data"' not in made.get(f"/ledger?county={COUNTY}").text
    # the form of another page has the same token
    answer = send(made, app_token(made))
    assert answer.status_code == 403
    assert "只有本县的填报员" in answer.text


def test_a_viewer_sees_its_prefecture_and_no_other(client):
    made = client("yongzhou")
    assert made.get(f"/villages?county={COUNTY}").status_code == 200
    assert made.get("/villages?county=430482").status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/bulletins/../../settings.toml",
        "/bulletins/%2e%2e/%2e%2e/settings.toml",
        "/bulletins/a/b/c/province-430000/v1/..%2f..%2fsettings.toml",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/bulletins//etc/passwd",
    ],
)
def test_no_address_leaves_its_folder(client, path):
    answer = client().get(path)
    assert answer.status_code in {403, 404}
    assert "buyer_hmac_key" not in answer.text


def test_a_file_beyond_the_cap_is_not_read(client, home, monkeypatch):
    settings = read_settings(home)
    small = settings.model_copy(
        update={"desk": settings.desk.model_copy(update={"most_upload_mb": 1})}
    )
    app = desk_app(home, small, clock=lambda: NOW)
    made = DeskClient(app, "lanshan")
    token = token_of(made)
    assert send(made, token, content=b"x" * 900_000).status_code in {303, 422}
    answer = send(made, token, content=b"x" * 2_000_000)
    assert answer.status_code == 413
    assert "超过 1 MB" in answer.text


def test_a_flood_of_untold_length_is_cut_off(client, home):
    settings = read_settings(home)
    small = settings.model_copy(
        update={"desk": settings.desk.model_copy(update={"most_upload_mb": 1})}
    )
    app = desk_app(home, small, clock=lambda: NOW)
    made = DeskClient(app, "lanshan")
    told = 0

    async def flood():
        nonlocal told
        yield b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        for _ in range(100):
            told += 1
            yield b"x" * 100_000

    answer = made.post(
        "/ledger/uploads", content=flood(),
        headers={"content-type": "multipart/form-data; boundary=x"},
    )  # fmt: skip
    assert answer.status_code == 413


@pytest.mark.parametrize("name", ["台账.xls", "台账.et", "a.xlsx.exe", "a", "../a.sh", ""])
def test_other_endings_are_refused(name):
    with pytest.raises(SetupError):
        safe_name(name)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("../../etc/台账 7月.xlsx", "台账_7月.xlsx"),
        ("C:\\temp\\台账（蓝山）.CSV", "台账（蓝山）.csv"),
        ("..xlsx", "_.xlsx"),
        ("<b>&\n.csv", "_b_.csv"),
    ],
)
def test_a_files_name_is_never_a_path(told, kept):
    assert safe_name(told) == kept


def test_an_upload_is_its_senders_alone_and_goes_after_two_hours(home):
    shelf = UploadShelf(home)
    given = {"kind": "ledger", "name": "ledger", "county_code": COUNTY, "mode": "changes"}
    upload = shelf.add(b"x", "a.csv", login="lanshan", now=NOW, **given)
    assert shelf.get(upload.upload_id, login="lanshan", now=NOW) is upload
    for login, now in (("ningyuan", NOW), ("lanshan", NOW + KEPT_FOR * 1.01)):
        with pytest.raises(NothingToDo):
            shelf.get(upload.upload_id, login=login, now=now)


def test_one_person_fills_no_shelf(home):
    shelf = UploadShelf(home)
    given = {"kind": "ledger", "name": "ledger", "county_code": COUNTY, "mode": "changes"}
    sent = [shelf.add(b"x", "a.csv", login="lanshan", now=NOW, **given) for _ in range(9)]
    kept = [u for u in sent if _is_there(shelf, u)]
    assert kept == sent[-MOST_EACH:]


def test_a_file_lies_on_the_disk_only_while_it_is_read(home):
    shelf = UploadShelf(home)
    upload = shelf.add(
        b"x", "a.csv", login="lanshan", kind="ledger", name="ledger", county_code=COUNTY,
        mode="changes", now=NOW,
    )  # fmt: skip
    with shelf.on_disk(upload) as path:
        assert path.read_bytes() == b"x"
        assert path.parent.stat().st_mode & 0o077 == 0
        assert home.desk.stat().st_mode & 0o077 == 0
    assert not path.exists()
    assert list((home.desk / "reading").iterdir()) == []


def test_what_a_crash_left_behind_goes_when_the_desk_starts(tmp_path):
    home = Home(tmp_path)
    left = home.desk / "reading" / "abc"
    left.mkdir(parents=True)
    (left / "a.csv").write_bytes(b"x")
    UploadShelf(home)
    assert not left.exists()


@pytest.mark.parametrize(
    ("area", "county", "is_in"),
    [
        ("431127", "431127", True), ("431127", "431126", False), ("431100", "431127", True),
        ("431100", "430482", False), ("430000", "431127", True), ("430000", "520102", False),
        # a county that became a city goes by both codes
        ("431121", "431181", True), ("431181", "431121", True),
    ],
)  # fmt: skip
def test_areas_cover_their_counties(area, county, is_in):
    assert covers(area, county) is is_in


def test_a_network_of_proxies_is_trusted_as_a_network():
    settings = DeskSettings.model_validate(
        {
            "trusted_proxies": ["10.2.0.0/16"],
            "people": {"a": {"role": "viewer", "areas": ["430000"]}},
        }
    )
    assert identify(settings, peer="10.2.3.4", logins=["a"]).login == "a"
    for peer in ("10.3.0.1", "127.0.0.1", None, "unix"):
        with pytest.raises(NotAllowed):
            identify(settings, peer=peer, logins=["a"])


def test_real_data_has_no_sample_login(tmp_path, home):
    real = read_settings(home).model_copy(update={"is_sandbox": False})
    with pytest.raises(SetupError, match="sample data"):
        desk_app(home, real, clock=lambda: NOW, sample_login="lanshan")


def test_a_desk_without_people_does_not_open(home, tmp_path):
    nobody = read_settings(home).model_copy(update={"desk": DeskSettings()})
    with pytest.raises(SetupError, match="nobody may use the desk"):
        desk_app(home, nobody, clock=lambda: NOW)
    assert "[desk" not in SETTINGS


def test_a_sent_file_stands_in_the_log_with_who_and_digest(client, home):
    made = client()
    send(made, token_of(made))
    newest = entries(home, most=1)[0]
    assert (newest.login, newest.action, newest.county_code) == ("lanshan", "上传", COUNTY)
    assert any(s.startswith("sha256 ") for s in newest.subjects)


def test_a_log_that_was_changed_is_told(client, home, tmp_path):
    made = client()
    send(made, token_of(made))
    send(made, token_of(made))
    log = home.desk / "trail.jsonl"
    sound = log.read_bytes()
    try:
        log.write_bytes(sound.replace(b"lanshan", b"mallory", 1))
        assert made.get("/").status_code == 422
    finally:
        log.write_bytes(sound)
    assert made.get("/").status_code == 200


def send(client, token, *, county=COUNTY, content=b"a,b\n1,2\n", headers=None):
    return client.post(
        "/ledger/uploads",
        data={"token": token, "county": county},
        files={"file": ("七月.csv", content)},
        headers=headers,
    )


def app_token(client):
    """A token for who sees no form: the page's own guard makes it."""
    client.get("/")
    desk = client.app.state.desk
    return desk.guard.token(client.cookies["shanhuo_desk"], client.login)


def _is_there(shelf, upload):
    try:
        shelf.get(upload.upload_id, login=upload.login, now=NOW)
    except NothingToDo:
        return False
    return True

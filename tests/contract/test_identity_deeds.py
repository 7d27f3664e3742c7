"""Codes over a whole home: issued once, changed bitemporally, looked up by few, named nowhere."""

from __future__ import annotations

import json
import stat
from datetime import date, datetime, timedelta

import pytest

from connectors.core.errors import ConfigurationError, FatalFeedError
from connectors.registers.identity.check_characters import MOD_11_2
from orchestration.errors import NothingToDo, SetupError
from orchestration.home import make_home
from orchestration.identity.issuing import issue, purge, replace, revoke
from orchestration.identity.room import LOG, STORE, Actor, standing
from orchestration.identity.sheets import codes_to_print, write_sheets
from orchestration.identity.showing import find, show_code, show_county
from orchestration.settings import read_settings

pytestmark = pytest.mark.slow

COUNTY, OTHER_COUNTY = "430482", "431222"
HEADER = "姓名或名称,证件号码,主体类型,村代码,建档立卡户,产品代码,年产能（件）"
NAMES = ["金丝雀", "画眉鸟", "白鹭社"]
UNTIL = date(2023, 1, 1)
START = datetime(2020, 6, 1, 9)
SETTINGS = """
province_code = "430000"
programme = "hunan-2020"
buyer_hmac_key = "file:secrets/key"
[identity]
name_key = "file:secrets/name.key"
match_key = "file:secrets/match.key"
readers = { clerk = ["430482"], chief = ["*"], stranger = ["431222"] }
"""


def card(serial):
    body = f"43000019700101{serial:03}"
    return body + MOD_11_2.check_character(body)


NUMBERS = [card(1), card(2), "91350100M000100Y43"]
ROWS = [
    f"{NAMES[0]},{NUMBERS[0]},农户,430482001001,是,,",
    f"{NAMES[1]},{NUMBERS[1]},农户,430482001001,否,,",
    f"{NAMES[2]},{NUMBERS[2]},合作社,430482001001,,,",
]


class Office:
    """A home with its settings, and a clock that moves on a minute with each deed."""

    def __init__(self, root):
        self.home = make_home(root / "home")
        self.home.settings_file.write_text(SETTINGS, encoding="utf-8")
        for name, digit in (("name", "1"), ("match", "2")):
            (self.home.secrets / f"{name}.key").write_text(digit * 64, encoding="utf-8")
        self.settings = read_settings(self.home)
        self.list = root / "list.csv"
        self.minutes = 0

    def actor(self, user="clerk", day=None):
        self.minutes += 1
        start = START if day is None else datetime.combine(day, START.time())
        return Actor(user, start + timedelta(minutes=self.minutes))

    def issue(self, rows=ROWS, county=COUNTY, until=UNTIL):
        self.list.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        return issue(
            self.home,
            self.settings,
            self.list,
            county_code=county,
            retain_until=until,
            actor=self.actor(),
        )

    def rows(self, register):
        return standing(self.home, register)[0]

    def log(self):
        lines = (self.home.identity / LOG).read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def test_issuing_lands_opaque_rows_and_issues_nothing_twice(office):
    issued = office.issue()
    assert (issued.new_producers, issued.known_producers, len(issued.codes)) == (3, 0, 3)
    codes, producers = office.rows("codes"), office.rows("producers")
    assert sorted(codes) == sorted(issued.codes)
    assert {row["producer_code"] for (row,) in codes.values()} == set(producers)
    assert {row["valid_from"] for (row,) in codes.values()} == {START.date()}
    assert sorted(row["producer_kind"] for (row,) in producers.values()) == [
        "coop",
        "household",
        "household",
    ]
    again = office.issue([*ROWS, f"新燕,{card(3)},农户,430482001001,,,"])
    assert (again.new_producers, again.known_producers, len(again.codes)) == (1, 3, 1)


def test_an_issue_that_was_cut_off_is_finished_by_the_same_file(office, monkeypatch):
    def cut_off(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr("orchestration.identity.issuing.land_rows", cut_off)
        with pytest.raises(KeyboardInterrupt):
            office.issue()
    assert office.rows("codes") == {}
    finished = office.issue()
    assert (finished.new_producers, finished.known_producers, len(finished.codes)) == (0, 3, 3)
    assert len(office.rows("producers")) == 3


def test_no_name_and_no_number_leaves_the_sealed_store(office, tmp_path):
    """Everything a home and the sheets hold, byte by byte, unpacked where it is packed."""
    issued = office.issue()
    write_sheets(issued.codes, tmp_path / "sheets", copies=24, address="https://example.gov.cn/")
    new, _ = replace(
        office.home, issued.codes[0], on=START.date(), old_until=UNTIL, reason="标签损坏",
        actor=office.actor(),
    )  # fmt: skip
    show_code(office.home, office.settings, new, reason="发放", actor=office.actor())
    office.list.unlink()
    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert office.home.identity / STORE in files
    assert any(p.suffix == ".parquet" for p in files)
    for path in files:
        told = path.read_bytes() + _cells(path).encode()
        for canary in (*NAMES, *NUMBERS, NUMBERS[0][:-1]):
            assert canary.encode() not in told, path


def _cells(path):
    if path.suffix != ".parquet":
        return ""
    import pyarrow.parquet as pq

    return str(pq.read_table(path).to_pylist())


def test_the_canaries_would_be_seen(office):
    """The search of the test above finds a name where one is planted."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"x": NAMES[:1]}), office.home.landing / "planted.parquet")
    assert NAMES[0] in _cells(office.home.landing / "planted.parquet")


def test_a_replaced_code_and_the_new_one_belong_to_one_producer_while_both_hold(office):
    old = office.issue().codes[0]
    new, _ = replace(
        office.home, f"{old[:4]}-{old[4:].lower()}", on=date(2020, 7, 1),
        old_until=date(2020, 10, 1), reason="标签损坏", actor=office.actor(),
    )  # fmt: skip
    codes = office.rows("codes")
    (was,), (now,) = codes[old], codes[new]
    assert (was["valid_from"], was["valid_to"]) == (date(2020, 6, 1), date(2020, 10, 1))
    assert (now["valid_from"], now["valid_to"]) == (date(2020, 7, 1), None)
    assert was["producer_code"] == now["producer_code"]
    # what was known before the replacement still stands in landing
    batches = sorted(office.home.landing.rglob("codes.parquet"))
    assert len(batches) == 2
    # the producer has a code: the same list issues none
    assert office.issue().codes == []


def test_a_revoked_code_ends_and_its_producer_gets_another_by_the_list(office):
    codes = office.issue().codes
    revoke(office.home, codes[0], on=date(2020, 6, 2), reason="冒用", actor=office.actor())
    (row,) = office.rows("codes")[codes[0]]
    assert row["valid_to"] == date(2020, 6, 2)
    with pytest.raises(ConfigurationError, match="revoked or replaced before"):
        revoke(office.home, codes[0], on=date(2020, 6, 3), reason="冒用", actor=office.actor())
    with pytest.raises(ConfigurationError, match="does not hold"):
        replace(
            office.home, codes[0], on=date(2020, 7, 1), old_until=date(2020, 8, 1),
            reason="冒用", actor=office.actor(),
        )  # fmt: skip
    assert codes[0] not in codes_to_print(office.home, COUNTY, since=None, on=date(2020, 6, 3))


@pytest.mark.parametrize(
    ("code", "said"),
    [("2222", "4 characters"), ("222222222223", "check character"), (None, "begins on")],
    ids=["short", "mistyped", "on-its-first-day"],
)
def test_a_code_that_cannot_be_revoked_says_why(office, code, said):
    issued = office.issue().codes[0]
    with pytest.raises((SetupError, ConfigurationError), match=said):
        revoke(office.home, code or issued, on=START.date(), reason="冒用", actor=office.actor())
    assert [deed["action"] for deed in office.log()] == ["issue"]


def test_names_are_shown_to_who_may_and_each_look_is_logged_first(office):
    code = office.issue().codes[0]
    (shown,) = show_code(office.home, office.settings, code, reason="核对", actor=office.actor())
    assert (shown.name, shown.codes) == (NAMES[0], [code])
    assert NAMES[0] not in repr(shown)
    everybody = show_county(
        office.home, office.settings, COUNTY, reason="发放", actor=office.actor("chief")
    )
    assert sorted(one.name for one in everybody) == sorted(NAMES)
    looks = [deed for deed in office.log() if deed["action"] == "show"]
    assert [(d["user"], d["reason"]) for d in looks] == [("clerk", "核对"), ("chief", "发放")]
    assert looks[0]["subjects"] == [shown.producer_code]


@pytest.mark.parametrize("user", ["stranger", "nobody"])
def test_who_may_not_sees_nothing_and_stands_in_the_log(office, user):
    code = office.issue().codes[0]
    with pytest.raises(SetupError, match=f"user {user} may not") as caught:
        show_code(office.home, office.settings, code, reason="核对", actor=office.actor(user))
    assert NAMES[0] not in str(caught.value)
    last = office.log()[-1]
    assert (last["action"], last["user"], last["subjects"]) == ("refused", user, [COUNTY])


@pytest.mark.parametrize("reason", ["", "  ", f"找{NAMES[0]}", f"证件 {card(1)}"])
def test_a_reason_is_needed_and_names_nobody(office, reason):
    code = office.issue().codes[0]
    with pytest.raises(SetupError, match="reason"):
        show_code(office.home, office.settings, code, reason=reason, actor=office.actor())
    assert [deed["action"] for deed in office.log()] == ["issue"]


def test_a_broken_log_closes_the_names(office):
    code = office.issue().codes[0]
    (office.home.identity / LOG).write_text("{}\n", encoding="utf-8")
    with pytest.raises(FatalFeedError, match="changed or damaged"):
        show_code(office.home, office.settings, code, reason="核对", actor=office.actor())


def test_a_producer_is_found_by_its_number_within_the_askers_counties(office):
    codes = office.issue().codes

    def found(user, number=NUMBERS[0], kind="household"):
        return find(
            office.home, office.settings, number, kind=kind, reason="补办", actor=office.actor(user)
        )

    assert [(one.name, one.codes) for one in found("clerk")] == [(NAMES[0], [codes[0]])]
    assert [one.name for one in found("chief", NUMBERS[2], "coop")] == [NAMES[2]]
    assert found("stranger") == []
    assert found("clerk", card(9)) == []
    with pytest.raises(SetupError, match="wrong check character") as caught:
        found("clerk", card(1)[:-1] + "X")
    assert card(1)[:-1] not in str(caught.value)
    with pytest.raises(SetupError, match="may not"):
        found("nobody")


def test_a_purge_leaves_codes_and_no_way_back(office):
    code = office.issue().codes[0]
    rows = office.rows("codes")
    assert purge(office.home, office.settings, actor=office.actor(day=date(2022, 12, 31))) == 0
    assert purge(office.home, office.settings, actor=office.actor(day=UNTIL)) == 3
    assert office.rows("codes") == rows
    with pytest.raises(SetupError, match="no name is kept"):
        show_code(office.home, office.settings, code, reason="核对", actor=office.actor())
    assert office.log()[-1]["action"] == "purge"
    assert len(office.log()[-1]["subjects"]) == 3


@pytest.mark.parametrize(
    ("row", "county", "said"),
    [
        (f"黄莺,{NUMBERS[0]},农户,430482001001,是,,", COUNTY, "column name"),
        (f"{NAMES[0]},{NUMBERS[0]},农户,430482001001,否,,", COUNTY, "is_poor_household"),
        (f"{NAMES[0]},{NUMBERS[0]},农户,431222001001,是,,", OTHER_COUNTY, "another county"),
    ],
    ids=["another-name", "another-status", "another-county"],
)
def test_what_contradicts_the_file_of_before_issues_nothing(office, row, county, said):
    office.issue()
    before = office.rows("codes")
    with pytest.raises(ConfigurationError, match=said) as caught:
        office.issue([row, f"新燕,{card(3)},农户,{county}001001,,,"], county=county)
    assert not any(name in str(caught.value) for name in (*NAMES, "黄莺", "新燕"))
    assert office.rows("codes") == before
    assert len(office.log()) == 1


def test_another_key_issues_nothing(office):
    office.issue()
    (office.home.secrets / "name.key").write_text("3" * 64, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="another name_key"):
        office.issue([f"新燕,{card(3)},农户,430482001001,,,"])
    assert len(office.rows("codes")) == 3


def test_a_retention_day_must_be_to_come(office):
    with pytest.raises(SetupError, match="not to come"):
        office.issue(until=START.date())


def test_sheets_hold_the_codes_in_force_of_the_county(office, tmp_path):
    codes = office.issue().codes
    wanted = codes_to_print(office.home, COUNTY, since=START.date(), on=START.date())
    assert wanted == sorted(codes)
    written = write_sheets(wanted, tmp_path / "sheets", copies=24, address="")
    assert [path.name for path in written[:3]] == ["labels.pdf", "labels.html", "sheet-0001.svg"]
    assert written[0].read_bytes().startswith(b"%PDF")
    with pytest.raises(NothingToDo):
        codes_to_print(office.home, OTHER_COUNTY, since=None, on=START.date())
    with pytest.raises(NothingToDo):
        codes_to_print(office.home, COUNTY, since=date(2020, 6, 2), on=date(2020, 6, 2))


def test_the_folder_is_its_owners_alone(office):
    office.issue()
    assert stat.S_IMODE(office.home.identity.stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in office.home.identity.iterdir()} == {0o600}


def test_without_keys_the_command_says_what_to_add(office):
    bare = office.settings.model_copy(update={"identity": None})
    with pytest.raises(SetupError, match="no keys") as caught:
        purge(office.home, bare, actor=office.actor())
    assert "docs/identity.md" in caught.value.advice

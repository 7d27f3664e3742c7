import pytest
from keyring.errors import KeyringLocked

from connectors.core.feed import ShopCredential
from orchestration.errors import SetupError
from orchestration.home import make_home, open_home
from orchestration.settings import read_settings, resolve_secret
from orchestration.tokens import read_shops

GOOD = """
province_code = "430000"
programme = "hunan-2020"
buyer_hmac_key = "file:secrets/key"
"""


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path / "home")


def test_there_is_no_home_until_one_is_made(tmp_path):
    with pytest.raises(SetupError, match="no Shanhuo home") as caught:
        open_home(tmp_path)
    assert "shanhuo init" in caught.value.advice


def test_a_home_of_another_layout_is_not_opened(home):
    (home.root / "home.json").write_text('{"layout": 99}', encoding="utf-8")
    with pytest.raises(SetupError, match="layout 99"):
        open_home(home.root)


def test_making_a_home_again_changes_nothing(home):
    home.settings_file.write_text(GOOD, encoding="utf-8")
    make_home(home.root)
    assert home.settings_file.read_text(encoding="utf-8") == GOOD


def test_good_settings_are_read(home):
    home.settings_file.write_text(GOOD, encoding="utf-8")
    assert read_settings(home).province_code == "430000"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("province_code = ", "not valid TOML"),
        (GOOD + 'provnce = "x"', "provnce"),
        ('programme = "hunan-2020"', "province_code"),
    ],
)
def test_wrong_settings_name_the_key(home, text, said):
    home.settings_file.write_text(text, encoding="utf-8")
    with pytest.raises(SetupError, match=said):
        read_settings(home)


def test_a_secret_given_as_itself_is_refused_and_not_shown(home):
    with pytest.raises(SetupError) as caught:
        resolve_secret(home, "hunter2hunter2", name="app_secret")
    assert "hunter2" not in str(caught.value)


def test_secrets_come_from_files_and_environment(home, monkeypatch):
    (home.secrets / "key").write_text(" abc \n", encoding="utf-8")
    monkeypatch.setenv("A_SECRET", "def")
    assert resolve_secret(home, "file:secrets/key", name="k") == "abc"
    assert resolve_secret(home, "env:A_SECRET", name="k") == "def"


@pytest.mark.parametrize("reference", ["file:secrets/none", "env:NOT_SET_ANYWHERE"])
def test_a_missing_secret_says_what_to_set(home, reference):
    with pytest.raises(SetupError, match="missing or empty") as caught:
        resolve_secret(home, reference, name="k")
    assert reference.split(":")[1].split("/")[-1] in caught.value.advice


def test_secrets_come_from_the_keyring(home, monkeypatch):
    held = {("shanhuo", "app"): "ghi"}
    monkeypatch.setattr("keyring.get_password", lambda *key: held.get(key))
    assert resolve_secret(home, "keyring:shanhuo/app", name="k") == "ghi"
    with pytest.raises(SetupError, match="missing or empty") as caught:
        resolve_secret(home, "keyring:shanhuo/other", name="k")
    assert "keyring set shanhuo other" in caught.value.advice


def test_a_locked_keyring_says_what_to_do(home, monkeypatch):
    def locked(*_):
        raise KeyringLocked("CANARY")

    monkeypatch.setattr("keyring.get_password", locked)
    with pytest.raises(SetupError, match="can't be opened") as caught:
        resolve_secret(home, "keyring:shanhuo/app", name="k")
    assert "CANARY" not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["[]", "{}", "nonsense", '{"shop": 1}', '{"shop": {"token_of_access": "a"}}']
)
def test_tokens_must_be_an_object_by_shop(home, text):
    (home.secrets / "tokens.json").write_text(text, encoding="utf-8")
    with pytest.raises(SetupError, match="tokens"):
        read_shops(home, "file:secrets/tokens.json", name="t")


def test_a_shop_gives_a_token_or_all_that_it_has(home):
    text = (
        '{"1": "a", "2": {"access_token": "b", "refresh_token": "r"},'
        ' "3": {"app_key": "k", "app_secret": "s"}}'
    )
    (home.secrets / "tokens.json").write_text(text, encoding="utf-8")
    assert read_shops(home, "file:secrets/tokens.json", name="t") == [
        ShopCredential("1", "a"),
        ShopCredential("2", "b", "r"),
        ShopCredential("3", "", "", "k", "s"),
    ]

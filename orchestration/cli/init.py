"""`shanhuo init`: an empty home with a draft of the settings.

Keep out: sample data (the demo brings it).
"""

from __future__ import annotations

import secrets

import typer

from orchestration.cli.place import home_path

DRAFT = """\
# Settings of one deployment. Secrets are references, never values: env:NAME, file:PATH or
# keyring:SERVICE/NAME.
province_code = "430000"
programme = "hunan-2020"
buyer_hmac_key = "file:secrets/buyer_hmac.key"

[issuer]
name = "（填写发文机关）"
contact = "（填写承办处室和电话）"

# Codes for producers (docs/identity.md): two keys, better kept in a keyring than in this folder,
# and who may see names: user of this machine = counties, or "*" for all.
[identity]
name_key = "file:secrets/identity_name.key"
match_key = "file:secrets/identity_match.key"
# readers = { "zhangsan" = ["430482"] }
# label_address = "https://（贵单位网址）/c/"

# The clerks' desk (docs/desk.md): who may use it, by the login that your proxy vouches for.
# Roles: clerk (loads its counties' files), viewer, approver (settles back-dated loads).
# [desk]
# hosts = ["（填报台的网址，不含端口）"]
# is_https = true
# [desk.people.zhangsan]
# role = "clerk"
# areas = ["430482"]
# office = "（单位）"

# One section for each platform that you have an app and shops' authorisations for.
# shop_tokens refers to a JSON object {"shop id": "access token"}, or with refresh tokens
# {"shop id": {"access_token": "...", "refresh_token": "..."}}.
#
# [platforms.taobao]
# base_url = "https://eco.taobao.com/router/rest"
# app_key = "env:SHANHUO_TAOBAO_APP_KEY"
# app_secret = "env:SHANHUO_TAOBAO_APP_SECRET"
# shop_tokens = "file:secrets/taobao_tokens.json"
# requests_per_second = 10
#
# [platforms.jd]
# base_url = "https://api.jd.com/routerjson"
# app_key = "env:SHANHUO_JD_APP_KEY"
# app_secret = "env:SHANHUO_JD_APP_SECRET"
# shop_tokens = "file:secrets/jd_tokens.json"
# requests_per_second = 5

# Which areas get an internal draft of each month beside the province's bulletin: those that the
# programme's documents name ("named", also without this section), "all", "none", or codes.
# [drafts]
# counties = "named"
# prefectures = ["431100"]

# Official fonts, where the deployment has a licence for them.
# [fonts]
# body = "/usr/share/fonts/official/FangSong_GB2312.ttf"
# title = "/usr/share/fonts/official/FZXiaoBiaoSong.ttf"
# heading = "/usr/share/fonts/official/SimHei.ttf"
"""


def init() -> None:
    """Make an empty home at SHANHUO_HOME (or ./shanhuo_home) with a draft of the settings."""
    from orchestration.home import make_home

    home = make_home(home_path())
    if not home.settings_file.exists():
        home.settings_file.write_text(DRAFT, encoding="utf-8")
    for name in ("buyer_hmac.key", "identity_name.key", "identity_match.key"):
        key = home.secrets / name
        if not key.exists():
            key.touch(mode=0o600)
            key.write_text(secrets.token_hex(32) + "\n", encoding="utf-8")
    typer.echo(f"Home: {home.root}")
    typer.echo(f"Next: fill in {home.settings_file}, then `shanhuo nightly --date D`")

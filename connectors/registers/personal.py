"""What looks like a person's number or name in a register's cell; no register holds one.

Platforms' ids are long numbers that look like phones by chance, so columns of ids are left out.
Source: design, section 2; GB 11643 (identity numbers). Keep out: what is done about it.
"""

from __future__ import annotations

import re

from connectors.registers.spec_types import RegisterColumn

_MOBILE = re.compile(r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9]\d{9}(?![0-9A-Za-z])", re.ASCII)
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"\d{3}[\dXx](?![0-9A-Za-z])",
    re.ASCII,
)
_OPAQUE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.*-]*", re.ASCII)


def personal_words(column: RegisterColumn, text: str) -> tuple[str, str] | None:
    """What of a person the text looks like, in English and Chinese, or None."""
    if column.is_personal or column.name.endswith("_id"):
        return None
    if column.type != "text" or column.digits or column.values:
        return None
    if _IDENTITY.search(text):
        return "the identity number", "身份证号"
    if _MOBILE.search(text):
        return "the mobile number", "手机号"
    if column.is_opaque and not _OPAQUE.fullmatch(text):
        return "the name or address", "姓名、地址等个人信息（代码只由字母和数字组成）"
    return None

"""A platform whose name holds digits can be named in a sentence; a number can't hide behind it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from bulletins.audit.numbers import check_sentences, named_digits
from bulletins.errors import FormatsDisagreeError
from bulletins.vocabulary import PLATFORMS, name_of
from bulletins.wording import sentence


def _facts(words):
    return SimpleNamespace(frame=[sentence(words)], headline=[], sections=[], notes=[])


@pytest.mark.parametrize("platform", sorted(PLATFORMS))
def test_every_platform_can_stand_in_a_sentence(platform):
    check_sentences(_facts(f"分平台看，{name_of(PLATFORMS, platform)}居首"))


@pytest.mark.parametrize("words", ["832个县", "186077笔", "832平台销售12笔", "86077平台，86078笔"])
def test_a_number_in_words_is_still_refused(words):
    with pytest.raises(FormatsDisagreeError):
        check_sentences(_facts(words))


def test_only_names_that_stand_there_lend_their_digits():
    assert named_digits("832平台居首") == {"832"}
    assert named_digits("建行善融商务居首") == set()

"""Running checks with Great Expectations on pandas frames.

One ephemeral context serves every batch of a process; progress bars and analytics are off. Only
counts come back: a result never holds a value of a row. Keep out: which checks there are, verdicts.
"""

from __future__ import annotations

import functools
import logging
import os
import warnings
from typing import TYPE_CHECKING, Any

import msgspec

from expectations.suites.check import Check, Given

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.expectations.expectation import Expectation


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one check; `observed` is plain English and holds counts only."""

    check: Check
    passed: bool
    observed: str


# lists of offending values are never asked for: they would hold what must not be kept
_RESULT_FORMAT = {"result_format": "BASIC", "partial_unexpected_count": 0}


def run_checks(
    frames: dict[str, pd.DataFrame], checks: list[Check], given: dict[str, object]
) -> list[Outcome]:
    """The outcome of each check, in the order of `checks`.

    `given` fills the arguments that a batch brings itself. A check whose frame is not there, or
    that can't be worked out, fails.
    """
    outcomes: dict[str, Outcome] = {}
    for name in dict.fromkeys(check.frame for check in checks):
        of_frame = [check for check in checks if check.frame == name]
        frame = frames.get(name)
        if frame is None:
            found = [_failed(check, "the table could not be read") for check in of_frame]
        else:
            found = _run_frame(frame, of_frame, given)
        outcomes |= {outcome.check.name: outcome for outcome in found}
    return [outcomes[check.name] for check in checks]


def _failed(check: Check, observed: str) -> Outcome:
    return Outcome(check=check, passed=False, observed=observed)


def _run_frame(frame: pd.DataFrame, checks: list[Check], given: dict[str, object]) -> list[Outcome]:
    gx, definition = _engine()
    configurations = [_configuration(check, given) for check in checks]
    suite = gx.ExpectationSuite(name="frame", expectations=configurations)
    with warnings.catch_warnings():
        # pandas warns about habits of Great Expectations' own code; nothing of ours runs here
        warnings.simplefilter("ignore")
        result = definition.get_batch({"dataframe": frame}).validate(
            suite, result_format=_RESULT_FORMAT
        )
    by_name = {found.expectation_config.meta["check"]: found for found in result.results}
    return [_outcome(check, by_name[check.name]) for check in checks]


def _configuration(check: Check, given: dict[str, object]) -> Expectation:
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    kwargs = {
        key: given[value.name] if isinstance(value, Given) else value
        for key, value in check.kwargs.items()
    }
    configuration = ExpectationConfiguration(
        type=check.expectation, kwargs=kwargs, meta={"check": check.name}
    )
    return configuration.to_domain_obj()


def _outcome(check: Check, found: ExpectationValidationResult) -> Outcome:
    result = found.result or {}
    if found.success:
        return Outcome(check=check, passed=True, observed=_seen(result))
    if "unexpected_count" not in result and "observed_value" not in result:
        return _failed(check, "could not be worked out: a column is missing or of another type")
    return _failed(check, _seen(result))


def _seen(result: dict[str, Any]) -> str:
    if "unexpected_count" in result:
        return f"{result['unexpected_count']} of {result.get('element_count', 0)} rows"
    value = result.get("observed_value")
    return "unknown" if value is None else str(int(value))


@functools.cache
def _engine() -> tuple[Any, Any]:
    """Great Expectations and one batch definition for all frames; the import takes seconds."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    # it tells of its temporary folders at INFO
    logging.getLogger("great_expectations").setLevel(logging.WARNING)
    with warnings.catch_warnings():
        # its dependencies warn while they are imported; that is not about our data
        warnings.simplefilter("ignore")
        import great_expectations as gx
        from great_expectations.data_context.types.base import ProgressBarsConfig

        context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    source = context.data_sources.add_pandas(name="landing")
    return gx, source.add_dataframe_asset(name="frame").add_batch_definition_whole_dataframe("all")

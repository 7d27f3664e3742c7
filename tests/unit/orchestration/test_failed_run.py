from orchestration.causes import Cause, failed_run


def test_the_same_advice_is_told_once():
    causes = [
        Cause("the signature was refused", f"taobao/{kind}", "mend app_secret")
        for kind in ("orders", "refunds", "items")
    ]
    error = failed_run("feeds", causes)
    assert error.what == "the signature was refused"
    assert error.where == "taobao/orders"
    assert error.advice.startswith("mend app_secret (")


def test_different_causes_are_all_told():
    error = failed_run("feeds", [Cause("a", "w1", "do x"), Cause("b", "w2", "do y")])
    assert (error.what, error.where) == ("a; b", "w1; w2")
    assert "do x; do y" in error.advice


def test_a_run_without_a_told_cause_still_says_where_to_look():
    assert "feeds" in failed_run("feeds", []).where


def test_each_feed_that_needs_the_same_is_named_once():
    causes = [
        Cause(f"{feed} refused", f"{feed}/{kind}", "mend it")
        for feed in ("taobao", "jd")
        for kind in ("orders", "refunds")
    ]
    error = failed_run("feeds", causes)
    assert error.what == "taobao refused; jd refused"
    assert error.advice.count("mend it") == 1

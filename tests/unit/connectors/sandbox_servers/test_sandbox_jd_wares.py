"""JD's items in the sandbox: pages, the fields asked for, attributes by number, refusals."""

from __future__ import annotations

import msgspec
import pytest
from tiny_world import make_item

SEARCH = "jingdong.ware.read.searchWare4Valid"
ATTRIBUTES = "jingdong.category.read.findAttrsByCategoryIdUnlimitCate"
PLACE = "湖南省湘西土家族苗族自治州花垣县"


def jd_item(number, origin_text="", **changes):
    item = make_item(number, origin_text)
    return msgspec.structs.replace(item, shop_id="991", **({"category": "50990001"} | changes))


def inside(answer):
    (body,) = answer.values()
    return body


def search(caller, **arguments):
    body = inside(caller.jd(SEARCH, **arguments))
    assert body["code"] == "0"
    return body["page"]


def test_pages_by_number_and_the_total(make_caller):
    caller = make_caller([], items=[jd_item(n) for n in range(5)])
    arguments = {"orderField": "wareId", "orderType": "asc", "pageSize": 2}
    pages = [search(caller, pageNo=n, **arguments) for n in (1, 2, 3, 4)]
    assert [[w["wareId"] for w in p["data"]] for p in pages] == [
        [7000, 7001],
        [7002, 7003],
        [7004],
        [],
    ]
    assert {page["totalItem"] for page in pages} == {5}
    assert [w["wareId"] for w in search(caller)["data"]] == [7004, 7003, 7002, 7001, 7000]


def test_only_the_fields_asked_for(make_caller):
    caller = make_caller([], items=[jd_item(1, PLACE)])
    (asked,) = search(caller, field="wareId,modified")["data"]
    assert asked == {"wareId": 7001, "modified": 1_588_262_400_000}
    (usual,) = search(caller)["data"]
    assert "multiCateProps" not in usual
    assert usual["title"] == "湘西猕猴桃"


@pytest.mark.parametrize(("category", "value_is_number"), [("50990001", True), ("50990002", False)])
def test_attributes_are_numbers_that_the_category_explains(make_caller, category, value_is_number):
    caller = make_caller([], items=[jd_item(1, PLACE, category=category)])
    (ware,) = search(caller, field="multiCategoryId,multiCateProps")["data"]
    told = inside(caller.jd(ATTRIBUTES, cid=ware["multiCategoryId"]))
    named = {str(a["id"]): a for a in told["findattrsbycategoryidunlimitcate_result"]}
    found = {named[p["attrId"]]["name"]: (named[p["attrId"]], p) for p in ware["multiCateProps"]}
    assert found.keys() == {"包装方式", "产地"}
    attribute, told_here = found["产地"]
    (value,) = told_here["attrValues"]
    assert value.isdigit() == value_is_number
    choices = {str(v["id"]): v["name"] for v in attribute["attrValueList"]}
    assert choices.get(value, value) == PLACE


def test_an_item_without_the_attribute_tells_none(make_caller):
    caller = make_caller([], items=[jd_item(1)])
    (ware,) = search(caller, field="multiCateProps")["data"]
    assert len(ware["multiCateProps"]) == 1


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        (SEARCH, {"pageSize": 101}),
        (SEARCH, {"pageNo": 0}),
        (SEARCH, {"orderField": "jdPrice"}),
        (ATTRIBUTES, {}),
    ],
)
def test_a_bad_argument_is_refused_inside_the_envelope(make_caller, method, arguments):
    body = inside(make_caller([]).jd(method, **arguments))
    assert body["code"] == "10100002"
    assert body["error_description"]
    assert body.keys() == {"code", "error_description"}

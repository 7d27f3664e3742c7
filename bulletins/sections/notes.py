"""Explanations at the end: indicators, scope, sources, rounding, revision, colophon.

Digits in these texts are figures like everywhere else.
"""

from __future__ import annotations

import hashlib

from bulletins.facts import Entry, Note, Sentence
from bulletins.figures import count
from bulletins.periods import period_fact
from bulletins.sections.authorisations import authorisations
from bulletins.sections.material import Material
from bulletins.suppression import MINIMUM_HOUSEHOLDS
from bulletins.vocabulary import AGRI_RETAIL, CLASSES, OWN_WORDS, name_of
from bulletins.wording import names, sentence


def notes(material: Material) -> list[Note]:
    """All notes in the order of print."""
    return [
        Note("指标解释", _indicators(material)),
        Note("统计范围", _scope(material)),
        Note("数据来源", [*_sources(), *authorisations(material)]),
        Note("修约和修订", _rounding()),
    ]


def _indicators(material: Material) -> list[Sentence]:
    own = OWN_WORDS[material.level]
    counted = material.counted(AGRI_RETAIL).goods_classes
    classes = names([name_of(CLASSES, code) for code in counted])
    minimum = count("notes.minimum", MINIMUM_HOUSEHOLDS)
    return [
        sentence(
            f"农产品网络零售额（净额）：经营地在{own}的监测网店当月收到的货款，减去当月成功的退款；"
            f"计入{classes}，不含运费、平台承担的优惠、批发、赠品和未成交订单。退款多于支付时为负数，"
            "如实列示。"
        ),
        sentence("本地产：上述零售额中产地认定在同一地区的部分。"),
        sentence(
            "贫困村农特产品交易额：产地认定在贫困村的农特产品（含手工艺品）交易额，与零售额不可相加。"
        ),
        sentence("动销户：凭一户一码或交货批次、且数量在登记产能以内认定的销售户，不含推算。"),
        sentence(
            "完成率为累计数与年度目标之比；序时进度为已过月数与全年月数之比；名次按完成率排列。"
        ),
        sentence("同比按可比网店、可比平台和同一区划口径计算；环比未经季节调整。"),
        sentence(
            "暂缺表示没有数据，不适用表示不能计算，保密表示不足",
            minimum,
            "户或由其可推出的数，不足",
            period_fact("notes.tiny", "0.01"),
            "表示不为零但不到所列单位的最小一位。",
        ),
    ]


def _scope(material: Material) -> list[Sentence]:
    poor = count("notes.poor", len(material.members("poor_counties")))
    found = [
        sentence(
            "监测网店为登记在册的网店，不是全部网店；本通报不代表全社会总量。贫困县为文件所列的",
            poor,
            "个县市区，名单在考核期内固定。",
        )
    ]
    published = material.published
    listed = [r.is_sample for r in published.region_sets]
    if any(listed + [r.is_sample for r in published.villages]):
        found.append(sentence("文件附件未公开，贫困村名单和分解目标以示例数代替。"))
    return found


def _sources() -> list[Sentence]:
    return [
        sentence("各平台开放接口或商家后台导出文件；网店、产品、户码等台账由县市区填报。"),
        sentence("买家姓名、电话、地址不采集、不保存。"),
    ]


def _rounding() -> list[Sentence]:
    return [
        sentence(
            "数据按四舍五入修约一次；部分数据因修约，分项之和与合计可能不等，未作机械调整。"
            "增速和完成率按未修约的数计算，比序时的百分点按印出的两个比率相减。"
        ),
        sentence(
            "本期为初步数；迟到的订单和退款在以后各期修订，修订数在累计中列明，不改动已印发的数。"
        ),
    ]


def colophon(material: Material, code_form: str) -> list[Entry]:
    """Build, digests, code version and as-of: what is needed to make these facts again."""
    build = material.published.build
    models = "".join(
        f"{name}={build.models[name].get('content')};" for name in sorted(build.models)
    )
    batches = "\n".join(sorted(build.batches))
    return [
        Entry("数据构建号", build.build_id),
        Entry("数据截止", build.as_of.strftime("%Y-%m-%d %H:%M:%S")),
        Entry("程序版本", build.code_version),
        Entry("方案", material.programme),
        Entry("批次数", str(len(build.batches))),
        Entry("批次摘要", hashlib.sha256(batches.encode()).hexdigest()),
        Entry("数据摘要", hashlib.sha256(models.encode()).hexdigest()),
        Entry("表式版本", code_form),
    ]

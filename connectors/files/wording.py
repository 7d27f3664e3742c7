"""What each reason of refusal means to a clerk, in Chinese: what is wrong, and what to do.

A reason that is missing here would reach a clerk as a code; a test holds the list against the
reasons that the readers raise. Keep out: finding what is wrong.
"""

from __future__ import annotations

import msgspec


class Wording(msgspec.Struct, frozen=True):
    """What is wrong and what to do; `fields` are the columns it may lie in, by our names."""

    what: str
    advice: str
    fields: tuple[str, ...] = ()


_TIME = "写成 2020-06-30 08:05:00 这样的时间"
_AMOUNT = "写成以元为单位、最多两位小数的数字，如 128.50"

REASONS: dict[str, Wording] = {
    "id-missing": Wording("编号为空", "补上编号"),
    "id-in-scientific-notation": Wording(
        "编号被表格软件改成了科学计数（如 3.55E+18），尾数已经丢失",
        "重新导出，先把该列设为“文本”格式再打开，不要直接双击 CSV",
    ),
    "id-malformed": Wording("编号的形式不对", "照原样填写，不要加空格、说明或其他文字"),
    "shop-differs": Wording(
        "店铺编号与所报送的店铺不一致", "核对店铺；几家店铺分成几个文件", ("shop_id",)
    ),
    "order-id-repeated": Wording(
        "同一订单编号出现多行而内容不同", "每笔订单只留一行，或重新导出", ("order_id",)
    ),
    "ledger-id-repeated": Wording(
        "同一台账编号出现多行而内容不同", "每行用自己的编号；更正时只留正确的一行", ("ledger_id",)
    ),
    "sub-order-repeated": Wording("同一子订单编号出现多次", "重新导出", ("part_id",)),
    "columns": Wording("本行的栏数与表头不一致", "检查是否多了或少了逗号，重新导出最稳妥"),
    "unbalanced-quotes": Wording("本行的引号不成对", "删去多余的引号，或重新导出"),
    "undecodable": Wording("本行有无法辨认的字符（乱码）", "重新导出，保存时选 UTF-8 或 GBK"),
    "merged-amount": Wording("金额或数量写在合并单元格里", "取消合并，每行写自己的数"),
    "amount-missing": Wording(
        "金额为空", _AMOUNT, ("paid", "due", "net", "total", "amount", "goods")
    ),
    "amount-unreadable": Wording("金额不是数字", _AMOUNT),
    "amount-finer-than-fen": Wording("金额的小数超过两位", _AMOUNT),
    "amount-negative": Wording("金额是负数", "金额一律写正数；退货退款写在退款栏，或选“退货”"),
    "amount-absurd": Wording("金额超过一亿元", "核对小数点和单位（元，不是分）"),
    "amounts-disagree": Wording(
        "几个金额对不上",
        "核对实付、退款与总额：实付加退款应等于总额",
        ("paid", "net", "total", "refunded", "due"),
    ),
    "freight-exceeds-payment": Wording("运费大于付款", "核对运费和付款金额", ("freight",)),
    "refund-exceeds-payment": Wording("退款大于本行实付", "核对退款金额", ("refunded",)),
    "refund-without-sale": Wording(
        "未付款的订单写了退款", "核对订单状态和退款金额", ("state", "refunded")
    ),
    "refund-time-partly-missing": Wording(
        "同一订单有的退款有时间，有的没有", "补齐退款时间，或者都留空", ("refunded_at",)
    ),
    "closed-without-refund": Wording(
        "已付款的订单关闭了，却没有退款", "补上退款金额，或更正订单状态", ("state", "refunded")
    ),
    "closed-after-part-payment": Wording(
        "关闭的订单只剩部分付款，看不出退了多少", "导出带“退款金额”栏的报表", ("net",)
    ),
    "merged-row-closed": Wording(
        "几个子订单写在一行，只有部分关闭", "导出时按子订单分行", ("part_id",)
    ),
    "payment-without-time": Wording("有付款金额而没有付款时间", "补上付款时间", ("paid_at",)),
    "payment-time-missing": Wording("状态为已付款而没有付款时间", "补上付款时间", ("paid_at",)),
    "time-missing": Wording("时间为空", _TIME, ("created_at",)),
    "time-unreadable": Wording("时间无法辨认", _TIME),
    "date-missing": Wording("日期为空", "写成 2020-06-30", ("occurred",)),
    "date-unreadable": Wording(
        "日期无法辨认", "写成 2020-06-30；只知道月份写 2020-06", ("occurred",)
    ),
    "month-january-or-october": Wording(
        "“2020.1”分不清是一月还是十月", "一月写 2020-01，十月写 2020-10", ("occurred",)
    ),
    "quantity-unreadable": Wording("数量不是数字", "只写数字，单位写在单位栏", ("quantity",)),
    "state-unknown": Wording("状态不在可填内容之中", "照可填内容填写", ("state",)),
    "trade-kind-unknown": Wording("交易类型不在可填内容之中", "照可填内容填写", ("trade_kind",)),
    "flow-unknown": Wording("流向不在可填内容之中", "填上行、下行或本地", ("flow",)),
    "channel-unknown": Wording("渠道不在可填内容之中", "照可填内容填写", ("channel",)),
    "county-unknown": Wording("没有这个县代码", "照行政区划代码填写六位县代码", ("county_code",)),
    "village-in-another-county": Wording(
        "村代码不属于所填的县", "核对县代码和村代码", ("county_code", "village_code")
    ),
    "proof-unknown": Wording("佐证等级不在可填内容之中", "填合同、票据或自报", ("proof",)),
    "proof-missing": Wording(
        "佐证等级是合同或票据而没有编号", "补上合同号或票据号，没有就选自报", ("proof_ref",)
    ),
    "direction-unknown": Wording("只能填销售或退货", "空白就是销售", ("direction",)),
    "title-missing": Wording("商品名称为空", "补上商品名称", ("title",)),
    "personal-text": Wording(
        "疑似写了手机号或身份证号", "删去，不收任何个人信息", ("title", "proof_ref")
    ),
    "order-link-incomplete": Wording(
        "关联平台和关联订单号只写了一个", "两个都写，或者都留空", ("order_platform", "order_id")
    ),
    "platform-unknown": Wording(
        "没有这个平台", "写平台的通用名称，如 淘宝、京东、拼多多", ("order_platform",)
    ),
    "order-columns-disagree": Wording(
        "同一订单各行的状态、时间或运费不一致", "同一订单的这些栏每行写同样的内容", ("order_id",)
    ),
    "line-without-order": Wording("明细行找不到它的订单", "把订单表和明细表一起导出"),
}

#: refusals of a whole file, by how our English message begins
REFUSALS: dict[str, tuple[str, str]] = {
    "the workbook holds macros": ("工作簿含有宏", "另存为不含宏的 .xlsx"),
    "the workbook links to other files": ("工作簿链接了别的文件", "把链接改成数值后另存"),
    "the workbook is protected": ("工作簿设了密码", "取消密码后另存"),
    "the workbook is damaged": ("工作簿已损坏", "重新导出"),
    "the workbook is larger": ("工作簿超过 20 MB", "按月分成几个文件"),
    "the workbook unpacks": ("工作簿解压后过大", "删去图片和多余的工作表，另存为 .xlsx 或 .csv"),
    "the workbook has": ("工作簿的内部结构不正常", "复制内容到新工作簿后另存"),
    "the workbook declares": ("工作簿的内部结构不正常", "复制内容到新工作簿后另存"),
    "a part of the workbook": ("工作簿的内部结构不正常", "复制内容到新工作簿后另存"),
    "this is no": ("这不是工作簿，或者已损坏", "重新导出，不要改文件的后缀名"),
    "a sheet spans": ("工作表的范围过大", "删去表格以外的空行空列后另存"),
    "a sheet merges": ("合并单元格过多", "取消合并后另存"),
    "files with the ending": ("不收这种文件", "用 .xlsx、.xls 或 .csv；压缩包先解压"),
    "the file is not there": ("没有这个文件", "核对文件的位置"),
    "the file is larger": ("文件超过 500 MB", "按月分成几个文件"),
    "the file is empty": ("文件是空的", "重新导出"),
    "the file is UTF-16": ("文件的编码是 UTF-16", "另存为 CSV UTF-8 或 .xlsx"),
    "the file is neither": ("文件不是文本，也不是工作簿", "重新导出，不要改文件的后缀名"),
    "the total of": ("合计行与各行之和不相等", "有行丢失或改动过，重新导出或更正合计"),
    "column ": ("表头缺栏或者有重复的栏", "用模板的表头，不要改动栏名"),
    "columns ": ("表头缺栏", "用模板的表头，不要改动栏名"),
    "no header row": ("前五行中找不到表头", "用模板的表头，不要改动栏名"),
    "the header fits several": ("看不出是哪个平台的表", "用 --feed 指明"),
    "the header fits no": ("看不出是哪个平台的表", "用平台的模板，或用 --feed 指明"),
}


def refusal(what: str) -> tuple[str, str]:
    """(what is wrong, what to do) for the message of an error that refuses a whole file."""
    for beginning, wording in REFUSALS.items():
        if what.startswith(beginning):
            return wording
    return "文件无法读取", "把这个文件交给数据管理员"

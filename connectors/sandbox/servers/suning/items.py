"""An item of the world as a Suning item; the detail call also tells its parameters (产地 …).

Every item is sold under its own code: the sandbox's items have no children.
Source: platforms reference, section 3 (APIs). Keep out: searching, paging, envelopes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connectors.sandbox.servers.rendering import beijing, shared_code, yuan

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldItem

Record = dict[str, object]


def render_item(item: WorldItem) -> Record:
    """One row of `suning.custom.item.query`."""
    return {
        "productCode": item.item_id,
        "productName": item.title,
        "itemCode": shared_code(item),
        "categoryCode": item.category,
        "status": "2",
        "editTime": beijing(item.modified_at),
    }


def render_detail(item: WorldItem) -> Record:
    """What `suning.custom.itemdetail.query` tells beyond that."""
    parameters = [{"parCode": "cm_pack", "parName": "包装方式", "parValue": "包装"}]
    if item.origin_text:
        origin = {"parCode": "cm_origin", "parName": "产地", "parValue": item.origin_text}
        parameters.append(origin)
    price = yuan(min(sku.price_fen for sku in item.skus))
    return render_item(item) | {"price": price, "pars": parameters}

-- Sales of days on which their shop had not let us read its data, or which it has taken back
-- (docs/authorisations.md). A platform without any row keeps no such register: nothing of it is here.
with authorisations as (

    select * from {{ ref('stg_registers__authorisations') }}

)

select
    sales.platform,
    sales.order_id
from {{ ref('int_suspect_sales') }} as sales
where
    sales.platform in (select platform from authorisations)
    and not exists (
        select 1
        from authorisations
        where
            authorisations.platform = sales.platform
            and authorisations.shop_id = sales.shop_id
            and {{ in_force('authorisations', 'sales.booked_on') }}
            -- what came before a withdrawal stays where the shop leaves it to us
            and (
                authorisations.revoked_on is null
                or (authorisations.withdrawal_choice = 'keep' and sales.booked_on < authorisations.revoked_on)
            )
    )

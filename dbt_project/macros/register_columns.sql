{#-
    The columns of the registers that SQL reads, as connectors/registers/*_specs.py state them (a test
    holds the two equal), then valid time, recorded time and load.
-#}

{% macro register_columns(register) -%}
    {%- set fen, text, moment, day, flag, number = 'bigint', 'varchar', 'timestamp', 'date', 'boolean', 'bigint' -%}
    {%- set valid = [('valid_from', day), ('valid_to', day), ('recorded_at', moment), ('load_id', text)] -%}
    {%- set registers = {
        'regions': [
            ('region_code', text), ('name', text), ('short_name', text), ('level', text), ('parent_code', text),
            ('successor_code', text), ('is_statistical_zone', flag),
        ] + valid,
        'villages': [
            ('village_code', text), ('name', text), ('town_code', text), ('town_name', text),
            ('county_code', text), ('village_kind', text),
        ] + valid,
        'shops': [
            ('platform', text), ('shop_id', text), ('shop_name', text), ('owner_kind', text), ('trade_flow', text),
            ('operating_county_code', text), ('operating_village_code', text), ('inspected_on', day),
            ('inspected_county_code', text), ('inspected_village_code', text), ('licence_county_code', text),
            ('ship_from_county_code', text), ('is_own_produce', flag), ('is_station', flag), ('flags', text),
            ('enterprise_code', text), ('station_code', text), ('is_poor_household_owned', flag), ('brand_code', text),
            ('helped_county_code', text), ('opened_on', day),
        ] + valid,
        'warehouses': [('county_code', text), ('warehouse_name', text), ('source', text)] + valid,
        'producers': [
            ('producer_code', text), ('producer_kind', text), ('county_code', text), ('village_code', text),
            ('is_poor_household', flag), ('enterprise_code', text), ('coop_code', text),
        ] + valid,
        'products': [
            ('product_code', text), ('product_name', text), ('goods_class', text), ('industry', text),
            ('county_code', text), ('village_code', text), ('producer_code', text), ('evidence_kind', text),
            ('brand_code', text), ('yearly_output', text), ('output_unit', text),
        ] + valid,
        'capacities': [
            ('producer_code', text), ('product_code', text), ('year', number), ('quantity', text), ('unit', text),
            ('source', text), ('area_mu', text),
        ] + valid,
        'brand_users': [
            ('brand_code', text), ('producer_code', text), ('product_code', text), ('permit_no', text),
        ] + valid,
        'certificates': [
            ('certificate_no', text), ('certificate_kind', text), ('product_code', text), ('producer_code', text),
            ('enterprise_code', text), ('county_code', text), ('issued_by', text), ('issued_on', day),
            ('expires_on', day),
        ] + valid,
        'codes': [
            ('merchant_code', text), ('code_kind', text), ('producer_code', text), ('product_code', text),
            ('capacity_quantity', number), ('batch_code', text),
        ] + valid,
        'item_matches': [
            ('platform', text), ('item_id', text), ('product_code', text), ('match_method', text),
            ('evidence', text), ('decided_by', text),
        ] + valid,
        'agreements': [
            ('agreement_no', text), ('platform', text), ('shop_id', text), ('product_code', text),
            ('producer_code', text), ('share_ppm', number), ('linkage_mode', text), ('enterprise_code', text),
            ('village_code', text), ('protection_price_fen', fen), ('price_unit', text),
        ] + valid,
        'deliveries': [
            ('delivery_no', text), ('agreement_no', text), ('producer_code', text), ('product_code', text),
            ('batch_code', text), ('delivered_on', day), ('quantity', text), ('unit', text), ('price_fen', fen),
            ('amount_fen', fen), ('voucher_kind', text), ('voucher_no', text),
        ] + valid,
        'authorisations': [
            ('platform', text), ('shop_id', text), ('authorisation_no', text), ('scope', text), ('agreed_by', text),
            ('agreed_on', day), ('revoked_on', day), ('withdrawal_choice', text), ('document', text),
        ] + valid,
        'reporting_units': [
            ('unit_level', text), ('area_code', text), ('unit_code', text), ('unit_name', text),
            ('document', text),
        ] + valid,
        'village_mergers': [
            ('old_village_code', text), ('new_village_code', text), ('merged_on', day), ('document', text),
        ] + valid,
        'pairings': [
            ('pairing_no', text), ('pairing_kind', text), ('helper_code', text), ('helped_code', text),
            ('document', text), ('clause', text),
        ] + valid,
        'pairing_shops': [
            ('pairing_no', text), ('platform', text), ('shop_id', text), ('enterprise_code', text),
        ] + valid,
        'stations': [
            ('station_code', text), ('station_level', text), ('county_code', text), ('town_code', text),
            ('village_code', text), ('networks', text), ('opened_on', day), ('closed_on', day),
            ('has_fixed_place', flag), ('area_m2', text), ('has_sign', flag), ('has_posted_rules', flag),
            ('equipment', text), ('staff_count', number), ('trained_staff_count', number),
            ('operator_code', text), ('is_poor_operator', flag), ('enterprise_code', text),
            ('inspected_on', day), ('acceptance', text),
        ] + valid,
        'trainings': [
            ('training_no', text), ('county_code', text), ('organiser_code', text), ('filed_on', day),
            ('starts_on', day), ('ends_on', day), ('term', text), ('audience', text), ('training_form', text),
            ('trainee_count', number), ('person_day_count', number), ('poor_trainee_count', number),
            ('lecturer_count', number), ('qualified_lecturer_count', number), ('evidence', text),
            ('subsidy_fen', fen),
        ] + valid,
        'training_villages': [
            ('training_no', text), ('village_code', text), ('trainee_count', number),
            ('applied_count', number),
        ] + valid,
        'benefits': [
            ('benefit_no', text), ('producer_code', text), ('benefit_kind', text), ('paid_on', day),
            ('amount_fen', fen), ('voucher_kind', text), ('voucher_no', text), ('enterprise_code', text),
            ('agreement_no', text), ('chain_link', text),
        ] + valid,
        'decisions': [
            ('platform', text), ('order_id', text), ('line_id', text), ('decided_county_code', text),
            ('is_genuine', flag), ('reason', text),
        ] + valid,
        'boxes': [
            ('box_code', text), ('part_no', text), ('product_code', text), ('share_ppm', number),
            ('assembler_code', text), ('quantity', text), ('unit', text),
        ] + valid,
        'group_sales': [
            ('proof_no', text), ('proof_kind', text), ('platform', text), ('shop_id', text), ('name', text),
        ] + valid,
        'programme_indicators': [
            ('programme', text), ('indicator_code', text), ('name_zh', text), ('axis', text),
            ('region_set', text), ('goods_classes', text), ('flows', text), ('clause', text),
        ] + valid,
        'programme_regions': [
            ('programme', text), ('region_set', text), ('region_code', text), ('region_class', text),
            ('source', text), ('is_sample', flag),
        ] + valid,
        'programme_targets': [
            ('programme', text), ('indicator_code', text), ('region_code', text), ('year', number),
            ('target_fen', fen), ('document', text), ('clause', text), ('is_sample', flag),
        ] + valid,
    } -%}
    {{ return(registers[register]) }}
{%- endmacro %}

"""The ledger (台账) of sales that no platform saw: zones, boxes, fairs, institutions."""

"""The parts of a monthly bulletin, each from published rows to sentences, tables and charts.

Keep out: rounding (`figures`), reading (`published`), layout (`templates`).
"""

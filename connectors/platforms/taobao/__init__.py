"""Taobao and Tmall through TOP."""

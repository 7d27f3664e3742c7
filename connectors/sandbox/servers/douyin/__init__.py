"""Douyin's open platform over the sandbox's world."""

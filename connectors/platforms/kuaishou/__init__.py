"""Kuaishou's shops (快手小店) through its merchant open platform."""

"""Douyin shops (抖店) through the open platform of Jinritemai."""

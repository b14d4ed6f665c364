"""Formulas of Markdown text, a small part of TeX's notation, set in character cells."""

from calctui.chapter.formula.block import Block
from calctui.chapter.formula.fitting import fitted
from calctui.chapter.formula.layout import display
from calctui.chapter.formula.line import inline
from calctui.chapter.formula.signs import Letters

__all__ = ["Block", "Letters", "display", "fitted", "inline"]

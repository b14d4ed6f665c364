"""One frame without a terminal: text, ANSI, SVG, JSON, code."""

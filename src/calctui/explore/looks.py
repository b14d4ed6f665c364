"""How a picture can look, by name: what the command line, the settings file and the screen agree on.

Without NumPy and without Textual, so that `calctui --help` needs neither.
"""

MARKERS = ("braille", "block", "ascii")
"""How fine a picture is drawn."""
THEMES = ("dark", "light", "contrast", "contrast-light", "ansi", "ansi-light", "mono")
"""Colours: for dark and light grounds, with more contrast, the terminal's own sixteen, and none."""
MOTIONS = ("full", "none")
"""Whether what is played runs, or goes one step at a time."""

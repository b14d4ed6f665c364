"""Numbers to numbers: formulas, derivatives, series. Knows no picture."""

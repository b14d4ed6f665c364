"""SymPy, behind a process of its own: questions out, answers in."""

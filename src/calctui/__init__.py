"""calctui: calculus for machine learning, made visible in a terminal."""

__version__ = "0.1.0"

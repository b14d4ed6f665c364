"""The signs that a formula may hold, as TeX names them."""

from calctui.chapter.formula.tree import Atom, Kind

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_NAMED = {
    Kind.ORD: _GREEK | {"partial": "∂", "nabla": "∇", "infty": "∞", "ell": "ℓ", "top": "T"},
    Kind.BIN: {"cdot": "·", "times": "×", "pm": "±", "circ": "∘", "div": "÷"},
    Kind.REL: {
        "to": "→", "rightarrow": "→", "leftarrow": "←", "gets": "←", "mapsto": "↦", "Rightarrow": "⇒",
        "approx": "≈", "sim": "∼", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠",
        "in": "∈", "mid": "|",
    },
    Kind.BIG: {"lim": "lim", "sum": "∑", "prod": "∏", "int": "∫"},
    Kind.INNER: {"dots": "…", "ldots": "…", "cdots": "…"},
    Kind.SPACE: {",": " ", ";": " ", " ": " ", "quad": "   ", "qquad": "      "},
    Kind.OP: {
        name: name
        for name in ("log", "ln", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arctan", "det",
                     "max", "min", "sup", "inf")
    },
}  # fmt: skip
_TYPED = {Kind.BIN: "+-*", Kind.REL: "=<>", Kind.PUNCT: ",;:", Kind.FENCE: "!", Kind.SIGN: "/", Kind.ORD: "."}

ATOMS = {f"\\{name}": Atom(text, kind) for kind, named in _NAMED.items() for name, text in named.items()} | {
    char: Atom(char, kind) for kind, chars in _TYPED.items() for char in chars
}  # fmt: skip
"""By what stands in the source; letters and digits stand for themselves."""

STACKED = frozenset({"lim", "∑", "∏", "max", "min", "sup", "inf"})
"""What has its limits above and below."""
INTEGRAL = "∫"

OPENING = {"(": "(", "[": "[", r"\{": "{", "|": "|", r"\|": "‖"}
CLOSING = {")": ")", "]": "]", r"\}": "}", "|": "|", r"\|": "‖"}
ENVIRONMENTS = {"bmatrix": ("[", "]"), "pmatrix": ("(", ")"), "cases": ("{", "")}

BLACKBOARD = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "P": "ℙ", "E": "E"}
"""Letters of sets and means; E has none in the plane of Unicode that every terminal knows."""

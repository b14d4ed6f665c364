import pytest
from hypothesis import given
from hypothesis import strategies as st

from calctui.raster.lettering import one_cell, shorten, to_ascii


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("f′(x) = 3x² · 2", "f'(x) = 3x^2 * 2"),
        ("f″", "f''"),
        ("x¹² − y⁻¹", "x^12 - y^-1"),
        ("x₀ → π", "x0 -> pi"),
        ("Δy ≈ ½ ε", "Dy ~ 1/2 epsilon".replace("Dy", "Deltay")),
        ("∇f × ∞ …", "gradf * inf ..."),
        ("●○▲▼■◆✕+★◎□", "@o^v=~x+*O#"),
        ("→↗↑↖←↙↓↘", "->/^\\<-/v\\"),
        ("naïve ά", "naive alpha"),
        ("x ≠ 0", "x != 0"),
        ("語", "?"),
    ],
)
def test_mathematics_is_spelled_in_ascii(text: str, plain: str) -> None:
    assert to_ascii(text) == plain


@given(st.text())
def test_ascii_is_ascii_and_fits_on_one_line(text: str) -> None:
    assert to_ascii(text).isascii()
    assert to_ascii(text).isprintable()


def test_every_character_takes_one_cell() -> None:
    assert one_cell("a\n漢é\u0302x") == "a ?éx"


def test_what_is_left_out_shows() -> None:
    assert shorten("f(x) = sin x", 20) == "f(x) = sin x"
    assert shorten("f(x) = sin x", 8) == "f(x) =…"
    assert shorten("f(x) = sin x", 9, "...") == "f(x) =..."
    assert shorten("f(x)", 1) == "…"
    assert shorten("f(x)", 0) == ""


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("xⁿ⁻¹", "x^(n-1)"),
        ("x⁻²", "x^-2"),
        ("x¹⁰", "x^10"),
        ("λ₁", "lambda1"),
        ("Λ", "Lambda"),
        ("μ", "mu"),
        ("∛x", "cbrtx"),
    ],
)
def test_exponents_and_greek_letters_are_spelled_out(text: str, spelled: str) -> None:
    assert to_ascii(text) == spelled

"""The notation people use, each line beside the explicit spelling it stands for; and every refusal."""

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import expressions, formulas

from calctui.maths.checked import MAX_NODES
from calctui.maths.expression import Builder, ExpressionError
from calctui.maths.formatting import plain, pretty
from calctui.maths.names import FUNCTIONS
from calctui.maths.parser import parse
from calctui.maths.primitives import PRIMITIVES

SAME = [
    # powers
    ("3x^2+2x", "3*(x^2) + 2*x"),
    ("x**2", "x^2"),
    ("x²", "x^2"),
    ("x⁻²", "x^(-2)"),
    ("x²³", "x^23"),
    ("x⁰", "x^0"),
    ("-x^2", "-(x^2)"),
    ("-x²", "-(x^2)"),
    ("(-x)²", "(-x)^2"),
    ("2^-x", "2^(-x)"),
    ("2^3^2", "2^(3^2)"),
    ("x^y^2", "x^(y^2)"),
    ("x^2²", "x^(2^2)"),
    ("e^x^2", "exp(x^2)"),
    ("e^-x²/2", "exp(-(x^2))/2"),
    ("e^x", "exp(x)"),
    ("exp x", "exp(x)"),
    ("ℯ^x", "exp(x)"),
    ("2e3", "2000"),
    ("2e^x", "2*exp(x)"),
    ("2e", "2*e"),
    ("-2^2", "-(2^2)"),
    # products without a sign
    ("1/2x", "(1/2)*x"),
    ("2πx", "2*pi*x"),
    ("2pix", "2*pi*x"),
    ("2 pi x", "2*pi*x"),
    ("2τx", "2*tau*x"),
    ("x y", "x*y"),
    ("kx", "k*x"),
    ("xx", "x*x"),
    ("2(x+1)", "2*(x+1)"),
    ("(x+1)(x-1)", "(x+1)*(x-1)"),
    ("x(x+1)", "x*(x+1)"),
    ("x(x+1)²", "x*((x+1)^2)"),
    ("f(x)", "f*x"),
    # functions without brackets
    ("sin x", "sin(x)"),
    ("sinx", "sin(x)"),
    ("sin 2x", "sin(2*x)"),
    ("sin 2πx", "sin(2*pi*x)"),
    ("sin x y", "sin(x*y)"),
    ("sin x cos x", "sin(x)*cos(x)"),
    ("sinxcosx", "sin(x)*cos(x)"),
    ("sin 2x cos 3x", "sin(2*x)*cos(3*x)"),
    ("x sin x", "x*sin(x)"),
    ("xsin(x)", "x*sin(x)"),
    ("sin x^2", "sin(x^2)"),
    ("ln x^2", "ln(x^2)"),
    ("ln x² + 1", "ln(x^2) + 1"),
    ("ln x/2", "ln(x)/2"),
    ("sin x·2", "sin(x)*2"),
    ("sin(x)y", "sin(x)*y"),
    ("sin (x)^2", "(sin(x))^2"),
    ("sin -x", "sin(-x)"),
    ("sin -2x", "sin(-(2*x))"),
    ("sin |x|", "sin(abs(x))"),
    ("ln sin x", "ln(sin(x))"),
    ("sin 2x(x+1)", "sin(2*x)*(x+1)"),
    # powers of functions
    ("sin²x", "(sin(x))^2"),
    ("sin²(x)", "(sin(x))^2"),
    ("sin^2 x", "(sin(x))^2"),
    ("sin²x cos²x", "(sin(x))^2*(cos(x))^2"),
    ("sin^-1 x", "asin(x)"),
    ("cos⁻¹ x", "acos(x)"),
    ("tan^-1(x)", "atan(x)"),
    ("sin^-2 x", "(sin(x))^(-2)"),
    # bars and roots
    ("|x|", "abs(x)"),
    ("||x|-1|", "abs(abs(x)-1)"),
    ("|x||y|", "abs(x)*abs(y)"),
    ("2|x|x", "2*abs(x)*x"),
    ("|x|²", "abs(x)^2"),
    ("|(|x|)|", "abs(abs(x))"),
    ("ln|x|", "ln(abs(x))"),
    ("√(x+1)", "sqrt(x+1)"),
    ("√x", "sqrt(x)"),
    ("√x²", "sqrt(x^2)"),
    ("√(x)²", "(sqrt(x))^2"),
    ("√(x+1)x", "sqrt(x+1)*x"),
    ("√2x", "sqrt(2)*x"),
    ("∛x", "cbrt(x)"),
    ("√sin x", "sqrt(sin(x))"),
    ("2√x", "2*sqrt(x)"),
    # signs
    ("x·y×2÷a−1", "x*y*2/a - 1"),
    ("x⋅y", "x*y"),
    ("x∗y", "x*y"),
    ("x–1", "x - 1"),
    ("+x", "x"),
    ("x - -2", "x - (-2)"),
    ("--x", "-(-x)"),
    ("３x＋1".replace("＋", "+"), "3*x + 1"),
    ("（x+1）²", "(x+1)^2"),
    ("٣x", "3*x"),
    (".5x", "0.5*x"),
    ("5.x", "5*x"),
    (" x  +\t1 ", "x+1"),
    # names
    ("log x", "ln(x)"),
    ("log(x,2)", "ln(x)/ln(2)"),
    ("log2 x", "log2(x)"),
    ("log10x", "log10(x)"),
    ("log 10 x", "ln(10*x)"),
    ("σ(x)", "sigmoid(x)"),
    ("logistic(x)", "sigmoid(x)"),
    ("expit(x)", "sigmoid(x)"),
    ("swish(x)", "silu(x)"),
    ("sgn x", "sign(x)"),
    ("arcsin x", "asin(x)"),
    ("arccos x", "acos(x)"),
    ("arctan x", "atan(x)"),
    ("ceiling x", "ceil(x)"),
    ("heaviside x", "step(x)"),
    ("leaky_relu(x)", "leaky_relu(x, 0.01)"),
    ("min(x, 1, y)", "min(min(x, 1), y)"),
    ("max(x,1,y,2)", "max(max(max(x,1),y),2)"),
    ("arelu(x)", "a*relu(x)"),
    # statements
    ("delta = x; d/delta", "delta = x; (d)/delta"),
    ("g = x²; g + 1", "g=x^2;g+1"),
    ("g = x\ng²", "g=x;g^2"),
    ("g=x;;g", "g=x"),
    ("g = x²; g", "g = x²"),
    ("height = x²; 2height", "height=x^2;2*height"),
    ("softmax(x)", "exp(x - x)"),
    ("softmax(x, y)", "exp(x - (x + softplus(y-x))); exp(y - (x + softplus(y-x)))"),
]


@pytest.mark.parametrize(("text", "spelled_out"), SAME)
def test_a_notation_is_its_explicit_spelling(text: str, spelled_out: str) -> None:
    assert parse(text) == parse(spelled_out)


DIFFERENT = [("1/2x", "1/(2x)"), ("-x^2", "(-x)^2"), ("2^3^2", "(2^3)^2"), ("sin x^2", "sin²x"),
             ("sin 2x", "x·sin 2"), ("log x", "log10 x"), ("2e3", "2e·3"), ("ln x/2", "ln(x/2)"),
             ("σ", "σ(x)"), ("√x²", "√(x)²"), ("x; y", "y; x")]  # fmt: skip


@pytest.mark.parametrize(("text", "other"), DIFFERENT)
def test_a_notation_is_not_the_other_reading(text: str, other: str) -> None:
    assert parse(text) != parse(other)


def test_the_explicit_spelling_is_the_graph_meant() -> None:
    build = Builder()
    x = build.input("x")
    square = build.apply("pow", x, build.number(2.0))
    assert parse("3*(x^2) - sin(x)") == build.expression(
        [build.apply("sub", build.apply("mul", build.number(3.0), square), build.apply("sin", x))]
    )


@pytest.mark.parametrize("name", sorted(FUNCTIONS & set(PRIMITIVES)))
def test_every_function_can_be_called_by_name(name: str) -> None:
    operands = ("x", "y")[: PRIMITIVES[name].arity]
    build = Builder()
    assert parse(f"{name}({', '.join(operands)})") == build.expression(
        [build.apply(name, *map(build.input, operands))]
    )


def test_letters_become_inputs_in_the_order_they_appear() -> None:
    assert parse("a x² + b x + θ").inputs == ("a", "x", "b", "θ")
    assert parse("i I j").inputs == ("i", "I", "j")


def test_equal_parts_stand_once() -> None:
    assert len(parse("sin(x)^2 + sin(x)^2").nodes) == 5


def test_statements_name_steps_and_outputs() -> None:
    expression = parse("g = w x; h = tanh g; (h - 1)²; h")
    assert [name for name, _ in expression.steps] == ["g", "h"]
    assert [expression.nodes[place].op for place in expression.outputs] == ["pow", "tanh"]
    assert parse("y = x²").steps[0][0] == "y"
    assert parse("y = x²").outputs == (parse("y = x²").steps[0][1],)
    assert len(parse("softmax(x, y, z)").outputs) == 3


def test_a_step_that_renames_has_a_node_of_its_own() -> None:
    expression = parse("g = x; h = g; k = h")
    assert len({place for _, place in expression.steps}) == 3


LONG = "x" + "+x" * 200  # 401 characters
REFUSED = [
    # reliability.md, section 7, by number
    ("", 1, "nothing to read"),  # 1
    ("   ", 1, "type a formula"),
    (";;", 1, "nothing to read"),
    ("__import__('os').system('id')", 1, "unexpected '_'"),  # 2
    ("x.__class__", 2, "unexpected '.'"),  # 3
    ("().__class__.__base__", 3, "unexpected '.'"),  # 4
    ("lambda x: x", 1, "unknown name 'lambda'"),  # 5
    ("eval(chr(95))", 1, "unknown name 'eval'"),  # 6
    ("x;import os", 3, "unknown name 'import'"),  # 7
    ('f"{x}"', 2, "holds no text"),  # 8
    ("'x'", 1, "unexpected '''"),
    ("9^9^9^9", 4, "exponent is too large"),  # 9
    ("(9^9)^9^9", 6, "exponent is too large"),  # 10
    ("10^400 x", 3, "number is too large"),  # 11
    ("1e400", 1, "number is too large"),  # 12
    ("1e-400x", 1, "number is too small"),
    ("1e300*10", 6, "number is too large"),
    ("1e-300/10", 7, "number is too small"),
    ("1" * 31, 1, "at most 30 digits"),  # 13
    ("1" * 5000, 401, "at most 400 characters"),  # 14
    ("factorial(1e9)", 1, "unknown name 'factorial'"),  # 15
    ("gamma(10^6)", 1, "unknown name 'gamma'"),
    ("x!", 2, "factorial"),  # 16
    ("x^100000", 2, "at most 1000"),  # 18
    ("(x+1)^1001", 6, "at most 1000"),
    ("x^-1001", 2, "at most 1000"),
    ("x⁻¹⁰⁰¹", 2, "at most 1000"),
    ("(" * 500, 401, "at most 400 characters"),  # 20
    ("(" * 41 + "x" + ")" * 41, 41, "at most 40 levels"),
    ("-" * 45 + "x", 41, "nested too deeply"),  # 21
    ("sin " * 60 + "x", 161, "nested too deeply"),  # 22
    ("sin(" * 60 + "x" + ")" * 60, 161, "nested too deeply"),
    (LONG, 401, "at most 400 characters"),  # 23
    (LONG[:301], 252, "at most 250 parts"),
    ("x+" * 500_000, 401, "at most 400 characters"),  # 24
    ("1/0", 2, "division by zero"),  # 26
    ("0/0", 2, "division by zero"),
    ("x/0", 2, "division by zero"),
    ("x/(1-1)", 2, "division by zero"),
    ("0^-1", 2, "division by zero"),
    ("ln(0)", 1, "ln(0) is not a real number"),  # 28
    ("log10 0", 1, "log10(0) is not a real number"),
    ("ln(-1)", 1, "ln(-1) is not a real number"),
    ("x + sqrt(-1)", 5, "sqrt(-1) is not a real number"),
    ("asin(2)", 1, "asin(2) is not a real number"),
    ("(-8)^(1/3)", 5, "is not a real number"),
    ("|x", 1, "add '|' at column 3"),  # 30
    ("x|", 2, "'|' is not closed"),
    ("||x|", 1, "add '|' at column 5"),
    ("|x|||x|", 4, "'|' is not closed"),
    ("(x", 1, "add ')' at column 3"),  # 31
    ("x)", 2, "nothing is open"),
    ("()", 2, "unexpected ')'"),
    ("x()", 3, "unexpected ')'"),
    ("sin", 4, "sin needs an argument"),
    ("sin()", 4, "write sin(x)"),
    ("sin+1", 4, "sin needs an argument"),
    ("sin²", 5, "sin needs an argument"),
    ("(x + [1]", 6, "brackets are round"),
    ("|x)", 3, "unexpected ')'"),
    ("sin(x,2)", 1, "takes 1 argument, not 2"),  # 32
    ("max(x)", 1, "takes 2 to 6 arguments, not 1"),
    ("max x", 1, "max needs brackets"),
    ("min(1,2,3,4,5,6,7)", 1, "takes 2 to 6 arguments, not 7"),
    ("log(x,2,3)", 1, "takes 1 to 2 arguments, not 3"),
    ("2,5x", 2, "decimals with a point"),  # 33
    ("0,5", 2, "decimals with a point"),
    ("f(x)=x^2", 1, "only the right-hand side"),  # 34
    ("x==2", 2, "only the right-hand side"),
    ("x=2", 1, "'x' is an input here"),
    ("x^2=y", 4, "only the right-hand side"),
    ("x'", 2, "its derivative is worked out here"),  # 35
    ("x′", 2, "its derivative is worked out here"),
    ("d/dx x^2", 1, "needs no d/dx"),
    ("x<1", 2, "comparisons are not formulas"),  # 36
    ("x≥1", 2, "comparisons are not formulas"),
    ("x if x>0 else 0", 7, "comparisons are not formulas"),
    ("rel(x)", 1, "did you mean relu?"),  # 37
    ("2 + sgimoid(x)", 5, "did you mean sigmoid?"),
    ("Sin(x)", 1, "did you mean sin?"),
    ("sine(x)", 1, "did you mean sin?"),
    ("PI x", 1, "did you mean pi?"),
    ("abc", 1, "unknown name 'abc'"),
    ("x_1", 2, "without an index"),  # 38
    ("x₁", 2, "without an index"),
    ("1.2.3", 4, "a number can't follow here"),  # 39
    ("1..2", 3, "a number can't follow here"),
    ("0x10", 3, "write * or ^ before it"),  # 40
    ("1_000", 2, "unexpected '_'"),
    ("3 4", 3, "write * or ^ before it"),
    ("x2", 2, "write * or ^ before it"),
    ("(x)2", 4, "write * or ^ before it"),
    ("5%", 2, "such as 0.05"),  # 41
    ("x%2", 2, "unexpected '%'"),
    ("x//2", 3, "unexpected '/'"),
    ("x\x00", 2, "character U+0000"),  # 42
    ("x\x1b[31m", 2, "character U+001B"),
    ("x\x9b31m", 2, "character U+009B"),
    ("\ud800", 1, "character U+D800"),  # 43
    ("x\u202e+1", 2, "character U+202E"),  # 44
    ("x\u200b", 2, "character U+200B"),
    ("\ufeffx", 1, "character U+FEFF"),
    ("e\u0301", 2, "character U+0301"),
    ("ｘ", 1, "Fullwidth latin small letter x"),  # 45
    ("х+1", 1, "Cyrillic small letter ha"),
    ("x+🙂", 3, "unexpected '🙂'"),  # 46
    ("∫x dx", 1, "calctui does the calculus"),  # 47
    ("x+∞", 3, "infinity is not a number"),
    ("inf", 1, "infinity is not a number"),
    ("nan", 1, "made of real numbers"),
    ("½x", 1, "write a fraction as 1/2"),  # 49
    ("²x", 1, "unexpected '²'"),
    ("x^²", 3, "unexpected '²'"),
    ("√", 2, "ends too early"),
    ("x²⁻", 2, "power can't be read"),
    ("x¹²³⁴⁵", 2, "power can't be read"),
    ("x²^3", 3, "two powers in a row"),
    ("sin^x x", 5, "only a number can be the power of sin"),  # 51
    ("relu^-1 x", 1, "write 1/relu(x)"),
    ("sin^2^2 x", 6, "sin needs an argument"),
    ("\\frac{x}{2}", 1, "not LaTeX"),  # 52
    ("$x^2$", 1, "not LaTeX"),
    ("x^{2}", 3, "not LaTeX"),
    ("x**", 4, "ends too early"),  # 53
    ("**x", 1, "unexpected '^'"),
    ("x^^2", 3, "unexpected '^'"),
    ("x***2", 4, "unexpected '*'"),
    ("x⋅⋅x", 3, "unexpected '*'"),
    ("[red]x[/]", 1, "brackets are round"),  # 54
    ("[@click=app.quit]", 1, "brackets are round"),
    # section 1.3
    ("x^ê", 3, "press ^ and then space"),
    ("x > `y`", 3, "unexpected '>'"),
    # steps
    ("g=1;g=2", 5, "'g' is used before it is defined"),
    ("g;g=2", 3, "define each step once"),
    ("g = g x; g", 1, "'g' is used before it is defined"),
    ("x; g = 2(g+1)", 4, "define each step once"),
    ("q" * 240 + "sin(", 1, "unknown name '" + "q" * 23 + "…'"),
    ("ï" * 390 + "=x", 1, "'" + "ï" * 23 + "…' can't be a name"),
    ("delta = x; d/dx", 12, "needs no d/dx"),
    ("sin=2", 1, "already means something"),
    ("x+1; pi = 3", 6, "already means something"),
    ("naïve = x", 1, "Latin or Greek"),
    ("g=", 3, "ends too early"),
    ("=x", 1, "unexpected '='"),
    ("g=softmax(x,y)", 3, "softmax stands alone"),
    ("1 + softmax(x,y)", 5, "softmax gives several values"),
    ("softmax(x,y)+1", 13, "unexpected '+'"),
    ("x+1; x+!", 8, "unexpected '!'"),
    ("x: 2", 2, "name a step with ="),
]


@pytest.mark.parametrize(("text", "column", "fragment"), REFUSED, ids=lambda value: str(value)[:24])
def test_a_refusal_names_the_column_and_what_would_be_right(text: str, column: int, fragment: str) -> None:
    with pytest.raises(ExpressionError) as refusal:
        parse(text)
    assert refusal.value.column == column
    assert fragment in str(refusal.value)


TAKEN = ["x^x^x^x^x^x", "(x+1)^1000", "gelu(" * 9 + "x" + ")" * 9, "(" * 39 + "x" + ")" * 39, "1/(x-x)",
         "tan(pi/2)", "z+1", "y=x^2", "1j", "I", "x\ny", "0^0", "1" * 30, "0x", "0.000"]  # fmt: skip


@pytest.mark.parametrize("text", TAKEN)
def test_what_is_odd_but_has_a_meaning_is_taken(text: str) -> None:
    assert parse(text).nodes


def test_nested_functions_stay_small() -> None:
    assert len(parse("gelu(" * 30 + "x" + ")" * 30).nodes) == 31


@given(expressions())
def test_plain_is_read_back_to_the_same_graph(expression: Any) -> None:
    assert parse(plain(expression), ("x", "y")) == expression


@given(expressions())
def test_pretty_is_read_back_to_the_same_graph(expression: Any) -> None:
    assert parse(pretty(expression), ("x", "y")) == expression


@pytest.mark.parametrize("text", [text for text, _ in SAME])
def test_every_notation_is_read_back(text: str) -> None:
    assert parse(plain(parse(text))) == parse(text)
    assert parse(pretty(parse(text))) == parse(text)


ALPHABET = "xyeag019 .,;=+-*/^()|²⁻√∛πσ·×−'\"_<!%{}[]\\½∞∫ê\n\t\x00\x1b\u202e\u200b\ud800🙂хｘ３٣"
PIECES = st.one_of(
    st.sampled_from([*sorted(FUNCTIONS), "sin^", "d/dx", "f(x)=", "softmax(", "g=", "1e", "**", "=="]),
    st.sampled_from(ALPHABET),
    st.characters(),
)


def refusal_of(text: str) -> ExpressionError | None:
    try:
        parse(text)
    except ExpressionError as refusal:
        return refusal
    return None


@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=30).map("".join), formulas()))
def test_any_text_is_read_or_refused_politely(text: str) -> None:
    refusal = refusal_of(text)  # any other exception fails the test
    if refusal is not None:
        assert 1 <= refusal.column <= len(text) + 1
        assert str(refusal).isprintable()  # one line, and no control or direction marks
    else:
        assert len(parse(text).nodes) <= MAX_NODES


BUSY = ["x" * 400, "(" * 400, "x+" * 200, "sin" * 133, "1" * 400, "²" * 400, "|" * 400, "-" * 400, "a=" * 200,
        ";" * 400, "σ" * 400, "softmax(" * 50, "٣" * 400, "e^" * 200, "x^" * 199 + "x", "gelu" * 99 + "x",
        "min(x,x,x,x,x,x)" * 20, "|x|" * 83, "log_" * 100, "leaky_relu" * 40, "=" * 400,
        "".join(f"{name}=x;" for name in "abcdfghijklmnopqrstuvwyz")]  # fmt: skip


@pytest.mark.parametrize("text", BUSY, ids=lambda text: text[:12])
def test_the_longest_texts_take_a_bounded_number_of_steps(text: str) -> None:
    """Counted in calls, Python's and C's, not in seconds."""
    calls = 0

    def count(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        refusal_of(text)
    finally:
        sys.setprofile(None)
    assert calls < 250_000

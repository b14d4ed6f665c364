"""One statement's tokens, read into the graph by binding power: a Pratt parser (Pratt 1973)."""

from collections.abc import Mapping, Sequence

from calctui.maths.checked import CheckedBuilder
from calctui.maths.expression import NUMBER, ExpressionError
from calctui.maths.names import ALIASES, ARGUMENTS, CONSTANTS, FUNCTIONS, INVERSES
from calctui.maths.tokens import Kind, Token

MAX_NESTING = 40
"""Brackets within brackets: far more than can be read, far less than Python's stack."""
LEAKY_SLOPE = 0.01
"""The default of torch.nn.LeakyReLU."""

_ADD, _MUL, _NEG, _POW = 10, 20, 25, 30
_BINARY = {"+": ("add", _ADD), "-": ("sub", _ADD), "*": ("mul", _MUL), "/": ("div", _MUL), "^": ("pow", _POW)}


class StatementReader:
    """Reads the tokens of one statement; `builder` holds the graph, `steps` the names defined before."""

    def __init__(
        self,
        builder: CheckedBuilder,
        tokens: list[Token],
        variables: Sequence[str],
        steps: Mapping[str, int],
    ) -> None:
        self.builder = builder
        self.variables = variables
        self.steps = steps
        self._tokens = tokens
        self._place = 0
        self._nesting = 0
        self._bars = [0]
        """How many | stand open, for each bracket around this place."""

    def values(self) -> list[int]:
        """Read everything: one value, or the several of a softmax that stands alone.

        Raises:
            ExpressionError: with the column and what would be right.
        """
        token = self._ahead
        if token.kind is Kind.NAME and token.text == "softmax":
            self._place += 1
            values = self._softmax(self._arguments(token), token)
        else:
            values = [self._expression(0)]
        if self._ahead.kind is not Kind.END:
            raise self._unexpected(self._ahead)
        return values

    @property
    def _ahead(self) -> Token:
        return self._tokens[self._place]

    def _take(self, sign: str) -> bool:
        if self._ahead.kind is Kind.SIGN and self._ahead.text == sign:
            self._place += 1
            return True
        return False

    def _expression(self, power: int) -> int:
        """Read as far as signs bind tighter than `power`."""
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            raise ExpressionError("nested too deeply", self._ahead.column, f"at most {MAX_NESTING} levels")
        left = self._operand()
        while (op := self._operation(power)) is not None:
            name, binding, column = op
            right = self._expression(binding - (name == "pow"))
            left = self.builder.operation(name, left, right, column=column)
        self._nesting -= 1
        return left

    def _operation(self, power: int) -> tuple[str, int, int] | None:
        """The operation that continues the expression, if it binds tighter than `power`.

        A superscript is expanded in place into ^ and a number, so that it binds like any power.
        """
        token = self._ahead
        if token.kind is Kind.POWER:
            following = self._tokens[self._place + 1]
            if following.kind is Kind.POWER or following.text == "^":
                raise ExpressionError("two powers in a row", following.column, "write brackets, as in (x²)^3")
            if power >= _POW:
                return None
            self._tokens[self._place] = Token(Kind.NUMBER, token.text, token.column, token.value)
            return "pow", _POW, token.column
        if token.kind is Kind.SIGN and token.text in _BINARY:
            name, binding = _BINARY[token.text]
            self._place += binding > power
            return (name, binding, token.column) if binding > power else None
        return ("mul", _MUL, token.column) if self._starts_factor(token) and power < _MUL else None

    def _starts_factor(self, token: Token) -> bool:
        """Whether a token without a sign before it multiplies what stands there."""
        if token.kind is Kind.NUMBER:
            raise ExpressionError("a number can't follow here", token.column, "write * or ^ before it")
        if token.kind is Kind.SIGN and token.text == "|":
            return self._bars[-1] == 0
        return token.kind in (Kind.NAME, Kind.RADICAL) or (token.kind is Kind.SIGN and token.text == "(")

    def _operand(self) -> int:
        token = self._ahead
        self._place += token.kind is not Kind.END
        if token.kind is Kind.NUMBER:
            return self.builder.literal(token.value, token.column)
        if token.kind is Kind.NAME:
            return self._call(token) if token.text in FUNCTIONS else self._name(token)
        if token.kind is Kind.RADICAL:
            bracket = self._ahead  # √(x)² is (√x)², as with any function; √x² is √(x²)
            inside = self._bracketed(bracket) if self._take("(") else self._expression(_NEG)
            return self.builder.operation(token.text, inside, column=token.column)
        return self._sign_operand(token)

    def _sign_operand(self, token: Token) -> int:
        if token.text == "(":
            return self._bracketed(token)
        if token.text == "|":
            return self._absolute(token)
        if token.text == "-":
            return self._negative(self._expression(_NEG), token.column)
        if token.text == "+":
            return self._expression(_NEG)
        raise self._unexpected(token)

    def _bracketed(self, opening: Token) -> int:
        self._bars.append(0)
        inside = self._expression(0)
        self._bars.pop()
        self._close(")", opening)
        return inside

    def _absolute(self, opening: Token) -> int:
        if self._ahead.kind is Kind.END:
            raise ExpressionError("'|' is not closed", opening.column, "write |x| around an expression")
        self._bars[-1] += 1
        inside = self._expression(0)
        self._bars[-1] -= 1
        self._close("|", opening)
        return self.builder.operation("abs", inside, column=opening.column)

    def _close(self, sign: str, opening: Token) -> None:
        if self._take(sign):
            return
        if self._ahead.kind is not Kind.END:
            raise self._unexpected(self._ahead)
        raise ExpressionError(
            f"'{opening.text}' is not closed", opening.column, f"add '{sign}' at column {self._ahead.column}"
        )

    def _negative(self, place: int, column: int) -> int:
        node = self.builder.nodes[place]
        if node.op == NUMBER and not node.name:
            return self.builder.literal(-node.value, column)
        return self.builder.operation("neg", place, column=column)

    # Names and calls

    def _name(self, token: Token) -> int:
        if token.text in self.steps:
            return self.steps[token.text]
        if token.text in CONSTANTS:
            return self.builder.literal(CONSTANTS[token.text], token.column, token.text)
        if token.text not in self.variables and len(token.text) > 1:
            raise self._unexpected(token)
        return self.builder.letter(token.text, token.column)

    def _call(self, token: Token) -> int:
        power = self._power_before_argument(token)
        name = token.text
        if power == -1:
            if name not in INVERSES:
                raise ExpressionError(f"{name}^-1 is not known", token.column, f"write 1/{name}(x)")
            name, power = INVERSES[name], None
        value = self._function(name, self._arguments(token), token)
        if power is None:
            return value
        return self.builder.operation(
            "pow", value, self.builder.literal(power, token.column), column=token.column
        )

    def _power_before_argument(self, token: Token) -> float | None:
        """The 2 of sin²x or sin^2 x, where there is one."""
        ahead = self._ahead
        if ahead.kind is Kind.POWER:
            self._place += 1
            return ahead.value
        if not self._take("^"):
            return None
        sign = -1.0 if self._take("-") else 1.0
        if self._ahead.kind is not Kind.NUMBER:
            raise ExpressionError(
                f"only a number can be the power of {token.text}",
                self._ahead.column,
                f"write {token.text}(x)^…",
            )
        self._place += 1
        return sign * self._tokens[self._place - 1].value

    def _arguments(self, function: Token) -> list[int]:
        opening = self._ahead
        if not self._take("("):
            return [self._bare_argument(function)]
        if self._take(")"):
            raise ExpressionError(
                f"{function.text} needs an argument", opening.column, f"write {function.text}(x)"
            )
        self._bars.append(0)
        arguments = [self._expression(0)]
        while self._take(","):
            arguments.append(self._expression(0))
        self._bars.pop()
        self._close(")", opening)
        _check_count(function, len(arguments))
        return arguments

    def _bare_argument(self, function: Token) -> int:
        """The argument of a function without brackets: `sin 2x cos x` is sin(2x)·cos(x)."""
        token = self._ahead
        if ARGUMENTS.get(function.text, (1, 1))[0] > 1:
            raise ExpressionError(
                f"{function.text} needs brackets", function.column, f"write {function.text}(x, 1)"
            )
        if token.kind is Kind.END or (token.kind is Kind.SIGN and token.text not in "-|"):
            raise ExpressionError(
                f"{function.text} needs an argument", token.column, f"write {function.text}(x)"
            )
        if self._take("-"):
            return self._negative(self._bare_argument(function), token.column)
        argument = self._expression(_NEG)
        while self._ahead.kind is Kind.NAME and self._ahead.text not in FUNCTIONS:
            column = self._ahead.column
            argument = self.builder.operation("mul", argument, self._expression(_NEG), column=column)
        return argument

    def _function(self, name: str, arguments: list[int], token: Token) -> int:
        name, column = ALIASES.get(name, name), token.column
        if name == "softmax":
            raise ExpressionError(
                "softmax gives several values", column, "let it stand alone, or write e^a/(e^a + e^b)"
            )
        if token.text == "log" and len(arguments) == 2:
            logs = [self.builder.operation("ln", argument, column=column) for argument in arguments]
            return self.builder.operation("div", *logs, column=column)
        if name == "leaky_relu" and len(arguments) == 1:
            arguments = [*arguments, self.builder.literal(LEAKY_SLOPE, column)]
        if name in ("min", "max"):
            value = arguments[0]
            for argument in arguments[1:]:
                value = self.builder.operation(name, value, argument, column=column)
            return value
        return self.builder.operation(name, *arguments, column=column)

    def _softmax(self, arguments: list[int], token: Token) -> list[int]:
        """e^a_i / Σ e^a, with ln Σ e^a folded from softplus, so that no exponential overflows."""
        column = token.column
        total = arguments[0]
        for argument in arguments[1:]:
            gap = self.builder.operation("sub", argument, total, column=column)
            total = self.builder.operation(
                "add", total, self.builder.operation("softplus", gap, column=column), column=column
            )
        shares = []
        for argument in arguments:
            gap = self.builder.operation("sub", argument, total, column=column)
            shares.append(self.builder.operation("exp", gap, column=column))
        return shares

    def _unexpected(self, token: Token) -> ExpressionError:
        if token.kind is Kind.END:
            return ExpressionError(
                "the formula ends too early", token.column, "a number, letter or ( should follow"
            )
        hint = "a number, letter, function or ( should stand here"
        if token.text == ",":
            hint = "write decimals with a point, as in 0.5"
        elif token.text in (")", "|"):
            hint = (
                "nothing is open that it could close"
                if token.text == ")"
                else "write |x| around an expression"
            )
        elif token.text == "=":
            hint = "write only the right-hand side"
        return ExpressionError(f"unexpected '{token.text}'", token.column, hint)


def _check_count(function: Token, count: int) -> None:
    low, high = ARGUMENTS.get(function.text, (1, 1))
    if not low <= count <= high:
        wanted = "1 argument" if high == 1 else f"{low} to {high} arguments"
        raise ExpressionError(f"{function.text} takes {wanted}, not {count}", function.column)

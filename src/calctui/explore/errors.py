"""What is wrong with a setting, a name or a command, in one line for people."""


class SettingError(ValueError):
    """A value or name that can't be taken: what is wrong and what would be right, in one line.

    `column` counts from 1 within the text of the value, or is 0 where no place in it is meant.
    """

    def __init__(self, message: str, column: int = 0) -> None:
        self.column = column
        super().__init__(one_line(message))


def because(error: OSError | ValueError) -> str:
    """Why the system did not do what it was asked for, in one line that another can end with."""
    return one_line(getattr(error, "strerror", None) or str(error)).lower()


def one_line(text: str) -> str:
    """Text that can stand in one line of a terminal: nothing in it moves the cursor or turns the writing."""
    return printable(" ".join(text.split()))


def printable(line: str) -> str:
    """A line as it is spaced, with plain blanks, and a question mark for whatever a terminal would obey."""
    return "".join(char if char.isprintable() else " " if char.isspace() else "?" for char in line)


def excerpt(text: str) -> str:
    """What somebody typed, short enough to be repeated in a message."""
    shown = one_line(text)
    return shown if len(shown) <= 40 else shown[:39] + "…"

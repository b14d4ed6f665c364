"""What is wrong with a setting, a name or a command, in one line for people."""


class SettingError(ValueError):
    """A value or name that can't be taken: what is wrong and what would be right, in one line.

    `column` counts from 1 within the text of the value, or is 0 where no place in it is meant.
    """

    def __init__(self, message: str, column: int = 0) -> None:
        self.column = column
        super().__init__(message)

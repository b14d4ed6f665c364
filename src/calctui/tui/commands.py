"""Every command of the explorer, once: bindings, palette, footer and help are read from here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do."""

    id: str
    """The app's action, with what it is given."""
    keys: tuple[str, ...]
    """In Textual's names; the first is the one that is shown."""
    title: str
    """In two or three words, for footer and palette."""
    help: str
    """In one sentence, for the help."""
    footer: int = 0
    """How much it belongs in the footer: 1 always, 2 and more where there is room, 0 never."""
    everywhere: bool = False
    """Whether its key is heard whatever lies over the picture and whoever types."""

    @property
    def name(self) -> str:
        """What it is called in the settings file: its title, as one word."""
        return self.title.replace(" ", "-")

    @property
    def shown(self) -> str:
        """The first of its keys as people write it."""
        return written_key(self.keys[0])


_SIGNS = {"left": "←", "right": "→", "up": "↑", "down": "↓", "pagedown": "PgDn", "pageup": "PgUp"}
_SIGNS |= {"escape": "Esc", "enter": "Enter", "space": "space", "shift": "⇧"}


def written_key(key: str) -> str:
    """A key of Textual's as people write it: ⇧←, PgDn, ?, ctrl+x."""
    from textual.keys import format_key

    *modifiers, plain = key.split("+")
    named = format_key(plain)
    shown = _SIGNS.get(plain) or (named if len(named) == 1 else named.capitalize())
    return "".join(_SIGNS.get(each, f"{each}+") for each in modifiers) + shown


COMMANDS = (
    Command("change(-1)", ("left",), "lower", "Lower the chosen setting by one step."),
    Command("change(1)", ("right",), "raise", "Raise the chosen setting by one step."),
    Command("change(-10)", ("shift+left",), "lower by ten", "Lower it by ten steps."),
    Command("change(10)", ("shift+right",), "raise by ten", "Raise it by ten steps."),
    Command("page(-1)", ("pagedown",), "page down", "Lower it by ten; in a lecture, the next stop."),
    Command("page(1)", ("pageup",), "page up", "Raise it by ten; in a lecture, the stop before."),
    Command("tour(1)", ("j",), "next stop", "Show the lecture's next stop.", footer=1),
    Command("tour(-1)", ("k",), "stop before", "Come back to the stop, or show the one before.", footer=2),
    Command("change(-0.1)", ("comma",), "lower a little", "Lower it by a tenth of a step."),
    Command("change(0.1)", ("full_stop",), "raise a little", "Raise it by a tenth of a step."),
    Command(
        "end(0)",
        ("home",),
        "lowest",
        "Go to its lowest value, or a peak or valley on its left.",
    ),
    Command(
        "end(1)",
        ("end",),
        "highest",
        "Go to its highest value, or a peak or valley on its right.",
    ),
    Command("select(-1)", ("up",), "setting above", "Choose the setting above."),
    Command("select(1)", ("down",), "setting below", "Choose the setting below."),
    Command("point", ("m",), "move", "Let the arrows move the point over the map.", footer=2),
    Command("exact", ("enter",), "value", "Type an exact value, or another formula.", footer=3),
    Command("formula", ("f",), "formula", "Type a formula of your own.", footer=1),
    Command("example", ("e",), "example", "Show the next example.", footer=2),
    Command("play", ("space",), "play", "Play or pause.", footer=1),
    Command("step(1)", ("n",), "step", "Step forward.", footer=3),
    Command("step(-1)", ("b",), "back", "Step back.", footer=3),
    Command("speed(1)", ("plus", "equals_sign"), "faster", "Play faster."),
    Command("speed(-1)", ("minus",), "slower", "Play more slowly."),
    Command("view", ("v",), "view", "Show the other view, where there is one.", footer=3),
    Command("notation", ("l",), "notation", "Write derivatives as df/dx or as f′(x)."),
    Command("zoom", ("z",), "zoom", "Leave only the picture and its sentence.", footer=4),
    Command("reset", ("r",), "reset", "Set everything back; it can be undone.", footer=4),
    Command("undo", ("u",), "undo", "Take the last change back.", footer=5),
    Command("redo", ("a",), "again", "Make the change again that was taken back."),
    Command("sibling(1)", ("x",), "next", "Open the next picture of this section.", footer=3),
    Command("guess", ("g",), "guess", "Guess a number of the picture, then see it.", footer=3),
    Command("text", ("t",), "text", "Read the chapter about this picture.", footer=1),
    Command("glossary", ("i",), "look up", "Look a word up in the glossary."),
    Command("words", ("w",), "in words", "Say the picture in words.", footer=5),
    Command("code", ("c",), "code", "Show and copy the code as Python, over any library.", footer=4),
    Command("command", ("y",), "command", "Show the command that opens this picture, and copy it.", footer=5),
    Command("save", ("s",), "save", "Save the picture as SVG, text, JSON or Python.", footer=5),
    Command("source", ("o",), "source", "Show the file that makes this picture."),
    Command("dark", ("d",), "dark or light", "Change between dark and light."),
    Command(
        "palette",
        ("p", "ctrl+p"),
        "find",
        "Find a picture, example, question, formula or word by name.",
        footer=2,
    ),
    Command("help", ("question_mark", "h"), "keys", "Show this list of keys.", footer=1),
    Command(
        "suspend_process",
        ("ctrl+z",),
        "suspend",
        "Go back to the shell, where fg brings calctui back.",
        everywhere=True,
    ),
    Command("leave", ("q",), "quit", "Quit; asks for the key a second time.", footer=1),
)
"""All of them, in the order of the help."""

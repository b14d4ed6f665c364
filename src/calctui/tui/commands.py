"""Every command of the explorer, once: bindings, palette, footer and help are read from here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do."""

    id: str
    """Its name, and that of the app's action."""
    keys: tuple[str, ...]
    """In Textual's names; the first is the one that is shown."""
    shown: str
    """The key as people write it."""
    title: str
    """In two or three words, for footer and palette."""
    help: str
    """In one sentence, for the help."""
    footer: int = 0
    """How much it belongs in the footer: 1 always, 2 and more where there is room, 0 never."""
    everywhere: bool = False
    """Whether its key is heard whatever lies over the picture and whoever types."""


COMMANDS = (
    Command("change(-1)", ("left",), "←", "lower", "Lower the chosen setting by one step."),
    Command("change(1)", ("right",), "→", "raise", "Raise the chosen setting by one step."),
    Command("change(-10)", ("shift+left",), "⇧←", "lower by ten", "Lower it by ten steps."),
    Command("change(10)", ("shift+right",), "⇧→", "raise by ten", "Raise it by ten steps."),
    Command("page(-1)", ("pagedown",), "PgDn", "page down", "Lower it by ten; in a lecture, the next stop."),
    Command("page(1)", ("pageup",), "PgUp", "page up", "Raise it by ten; in a lecture, the stop before."),
    Command("tour(1)", ("j",), "j", "next stop", "Show the lecture's next stop.", footer=1),
    Command(
        "tour(-1)", ("k",), "k", "stop before", "Come back to the stop, or show the one before.", footer=2
    ),
    Command("change(-0.1)", ("comma",), ",", "lower a little", "Lower it by a tenth of a step."),
    Command("change(0.1)", ("full_stop",), ".", "raise a little", "Raise it by a tenth of a step."),
    Command(
        "end(0)",
        ("home",),
        "Home",
        "lowest",
        "Set it to its lowest value, or to the peak or valley on its left.",
    ),
    Command(
        "end(1)",
        ("end",),
        "End",
        "highest",
        "Set it to its highest value, or to the peak or valley on its right.",
    ),
    Command("select(-1)", ("up",), "↑", "setting above", "Choose the setting above."),
    Command("select(1)", ("down",), "↓", "setting below", "Choose the setting below."),
    Command("point", ("m",), "m", "move", "Let the arrows move the point over the map.", footer=2),
    Command("exact", ("enter",), "Enter", "value", "Type an exact value, or another formula.", footer=3),
    Command("formula", ("f",), "f", "formula", "Type a formula of your own.", footer=1),
    Command("example", ("e",), "e", "example", "Show the next example.", footer=2),
    Command("play", ("space",), "space", "play", "Play or pause.", footer=1),
    Command("step(1)", ("n",), "n", "step", "Step forward.", footer=3),
    Command("step(-1)", ("b",), "b", "back", "Step back.", footer=3),
    Command("speed(1)", ("plus", "equals_sign"), "+", "faster", "Play faster."),
    Command("speed(-1)", ("minus",), "-", "slower", "Play more slowly."),
    Command("view", ("v",), "v", "view", "Show the other view, where there is one.", footer=3),
    Command("notation", ("l",), "l", "notation", "Write derivatives as df/dx or as f′(x)."),
    Command("zoom", ("z",), "z", "zoom", "Leave only the picture and its sentence.", footer=4),
    Command("reset", ("r",), "r", "reset", "Set everything back; u brings it back.", footer=4),
    Command("undo", ("u",), "u", "undo", "Take the last change back.", footer=5),
    Command("redo", ("a",), "a", "again", "Make the change again that was taken back."),
    Command("sibling(1)", ("x",), "x", "next", "Open the next picture of this section.", footer=3),
    Command("guess", ("g",), "g", "guess", "Guess a number of the picture, then see it.", footer=3),
    Command("text", ("t",), "t", "text", "Read the chapter about this picture.", footer=1),
    Command("glossary", ("i",), "i", "look up", "Look a word up in the glossary."),
    Command("words", ("w",), "w", "in words", "Say the picture in words.", footer=5),
    Command("code", ("c",), "c", "code", "Show and copy the code as Python; v: other libraries.", footer=4),
    Command(
        "command", ("y",), "y", "command", "Show the command that opens this picture, and copy it.", footer=5
    ),
    Command("save", ("s",), "s", "save", "Save the picture as SVG, text, JSON or Python.", footer=5),
    Command("source", ("o",), "o", "source", "Show the file that makes this picture."),
    Command("dark", ("d",), "d", "dark or light", "Change between dark and light."),
    Command(
        "palette",
        ("p", "ctrl+p"),
        "p",
        "find",
        "Find a picture, an example, a question, a formula or a word by its name.",
        footer=2,
    ),
    Command("help", ("question_mark", "h"), "?", "keys", "Show this list of keys.", footer=1),
    Command(
        "suspend_process",
        ("ctrl+z",),
        "^Z",
        "suspend",
        "Go back to the shell, where fg brings calctui back.",
        everywhere=True,
    ),
    Command("leave", ("q",), "q", "quit", "Quit; asks for a second q.", footer=1),
)
"""All of them, in the order of the help."""

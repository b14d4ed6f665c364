"""Views beside and above each other."""

import numpy as np
from seen import picture

from calctui.raster import draw, rows
from calctui.scene import Beside, Curve, Plot, Role, Stack, View, Window, Wireframe

WINDOW = Window(-2, 2, -2, 2)
X = np.linspace(-2, 2, 41)


def plot(title: str) -> Plot:
    return Plot(WINDOW, (Curve(X, X, Role.FUNCTION),), title)


def surface() -> Wireframe:
    return Wireframe(X, X, np.add.outer(X**2, X**2), 0, 8, 30, 35, title="surface")


def has(view: View, width: int, height: int, text: str) -> list[int]:
    return [place for place, row in enumerate(rows(draw(view, width, height))) if text in row]


def test_views_side_by_side() -> None:
    assert picture(Beside((plot("f"), plot("g")), (1, 1)), 60, 8) == (
        """
|  ┌ f ──────────────────────┐   ┌ g ───────────────────────┐|
| 2┤                    ⣀⡠⠔⠒⠉│  2┤                     ⣀⡠⠔⠒⠉│|
|  │               ⣀⠤⠔⠒⠉     │   │               ⢀⣀⠤⠒⠒⠉     │|
| 0┤          ⣀⠤⠔⠒⠉          │  0┤          ⣀⡠⠤⠒⠊⠁          │|
|  │    ⢀⣀⠤⠔⠊⠉               │   │     ⣀⠤⠔⠒⠉                │|
|-2┤⣀⠤⠒⠊⠁                    │ -2┤⣀⠤⠒⠊⠉                     │|
|  └┬─────┬─────┬─────┬─────┬┘   └┬─────┬──────┬─────┬─────┬┘|
|  -2    -1     0     1     2    -2    -1      0     1     2 |
"""
    )


def test_views_too_narrow_stand_one_above_the_other() -> None:
    assert picture(Beside((plot("f"), plot("g")), (1, 1)), 40, 12) == (
        """
|  ┌ f ─────────────────────────────────┐|
| 2┤                        ⢀⣀⣀⡠⠤⠤⠤⠒⠒⠒⠉⠉│|
|  │           ⢀⣀⣀⡠⠤⠤⠤⠒⠒⠒⠊⠉⠉⠁           │|
|-2┤⣀⣀⠤⠤⠤⠒⠒⠒⠊⠉⠉⠁                        │|
|  └┬────────┬────────┬───────┬────────┬┘|
|  -2       -1        0       1        2 |
|  ┌ g ─────────────────────────────────┐|
| 2┤                        ⢀⣀⣀⡠⠤⠤⠤⠒⠒⠒⠉⠉│|
|  │           ⢀⣀⣀⡠⠤⠤⠤⠒⠒⠒⠊⠉⠉⠁           │|
|-2┤⣀⣀⠤⠤⠤⠒⠒⠒⠊⠉⠉⠁                        │|
|  └┬────────┬────────┬───────┬────────┬┘|
|  -2       -1        0       1        2 |
"""
    )


def test_plots_in_a_mixed_stack_share_their_axis_and_others_only_the_height() -> None:
    mixed = Stack((plot("f"), plot("g"), surface(), plot("h")), (1, 1, 2, 1))
    assert has(mixed, 60, 40, "├ g ") == has(mixed, 60, 40, " g ") == [7]
    assert has(mixed, 60, 40, "┌ surface ") == [16]
    assert has(mixed, 60, 40, "┌ h ") == [32]


def test_plots_of_different_stretches_have_an_axis_each() -> None:
    other = Plot(Window(-3, 2, -2, 2), (Curve(X, X, Role.FUNCTION),), "other")
    assert has(Stack((plot("f"), other), (1, 1)), 60, 20, "┌ other ") == [10]
    assert len(has(Stack((plot("f"), other), (1, 1)), 60, 20, "└┬")) == 2


def test_stacks_nest_in_what_stands_side_by_side() -> None:
    nested = Beside((surface(), Stack((plot("f"), plot("g")), (1, 1))), (2, 1))
    assert has(nested, 100, 20, "┌ surface ") == has(nested, 100, 20, "┌ f ") == [0]
    assert len(has(nested, 100, 20, "├ g ")) == 1


def test_nothing_to_show_is_blank() -> None:
    assert rows(draw(Beside((), ()), 3, 1)) == ["   "]
    assert rows(draw(Stack((), ()), 3, 1)) == ["   "]
    assert rows(draw(Beside((plot("f"), plot("g")), (0, 0)), 60, 1))[0].count("f") <= 1

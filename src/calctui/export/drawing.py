"""Drawing a state's picture, whoever made it."""

from calctui.explorables.catalogue import added
from calctui.explorables.outside import what
from calctui.explore.errors import SettingError
from calctui.explore.explorable import Explorable
from calctui.raster import Cells, Marker, draw
from calctui.scene import View


def drawn(state: Explorable, view: View, width: int, height: int, marker: Marker = Marker.BRAILLE) -> Cells:
    """The picture of a state, exactly `width` by `height`.

    Raises:
        SettingError: it comes from outside, and can't be drawn, as with arrays of different lengths.
    """
    try:
        return draw(view, width, height, marker)
    except Exception as error:
        if type(state) not in added():
            raise
        raise SettingError(f"the picture of {state.key()} can't be drawn: {what(error)}") from error

"""What a moving frame costs, explorable by explorable: settings to scene, scene to cells: `make bench`.

Each timeline is played once to fill the caches of what stands, then timed step by step.
"""

import statistics
import time

from calctui.explorables.catalogue import CATALOGUE, load
from calctui.raster import draw

SIZE = (94, 34)
"""The stage of a screen of 120x40, the panel taken off and a little over."""


def main() -> None:
    """Play every timeline and print the medians."""
    print(f"{'':14} scene ms  cells ms  both, slowest")
    for each in CATALOGUE:
        state = load(each.key)()
        timeline = state.timeline
        control = state.control(timeline.setting)
        states = [
            state.with_value(timeline.setting, timeline.value(step, control))  # type: ignore[arg-type]
            for step in range(timeline.steps + 1)
        ]
        for one in states:
            draw(one.scene({}).view, *SIZE)
        scenes, cells = [], []
        for one in states:
            start = time.perf_counter()
            view = one.scene({}).view
            middle = time.perf_counter()
            draw(view, *SIZE)
            scenes.append(middle - start)
            cells.append(time.perf_counter() - middle)
        both = max(map(sum, zip(scenes, cells, strict=True)))
        print(
            f"{each.key:14} {statistics.median(scenes) * 1e3:8.2f}  {statistics.median(cells) * 1e3:8.2f}"
            f"  {both * 1e3:8.2f}"
        )


if __name__ == "__main__":
    main()

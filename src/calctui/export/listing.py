"""Every explorable with its settings and presets, as data and as text."""

from collections.abc import Mapping
from typing import Any

from calctui.explorables.catalogue import Entry, entries, load, sections
from calctui.export.frame import as_written


def listing() -> list[Mapping[str, Any]]:
    """The catalogue with everything a script needs to call it."""
    return [_described(each) for each in entries()]


def _described(each: Entry) -> Mapping[str, Any]:
    explorable = load(each.key)
    default = explorable()
    settings = [
        {
            "name": name,
            "kind": control.kind,
            "default": as_written(default.setting(name)),
            **control.describe(),
            "help": control.help,
        }
        for name, control in ((name, default.control(name)) for name in explorable.controls)
    ]
    presets = [{"title": preset.title, "settings": preset.settings} for preset in explorable.presets]
    return {
        "key": each.key,
        "section": each.section,
        "title": each.title,
        "settings": settings,
        "presets": presets,
    }


def listing_text() -> str:
    """The same for people: a line for each setting, the presets as command lines."""
    lines, titles = [], sections()
    for each in listing():
        lines.append(f"{each['key']}  {each['section']} {titles[each['section']]}: {each['title']}")
        lines += [
            f"    {one['name']}={one['default']}  {_range(one)}  {one['help']}" for one in each["settings"]
        ]
        lines += [f"    calctui {each['key']} {one['settings']}  # {one['title']}" for one in each["presets"]]
        lines.append("")
    return "\n".join(lines)


def _range(setting: Mapping[str, Any]) -> str:
    if setting["kind"] == "formula":
        return f"formula in {', '.join(setting['variables'])}"
    if setting["kind"] == "choice":
        return " | ".join(setting["choices"])
    if setting["kind"] == "point":
        return "w=3, x=2"
    scale = ", log" if setting.get("scale") == "log" else ""
    each = "each " if setting["kind"] == "vector" else ""
    return f"{each}{setting['low']:g} to {setting['high']:g}{scale}"

"""Every explorable with its settings and presets, as data and as text."""

from collections.abc import Mapping
from typing import Any

from calctui.explorables.catalogue import CATALOGUE, SECTIONS, Entry, load


def listing() -> list[Mapping[str, Any]]:
    """The catalogue with everything a script needs to call it."""
    return [_described(each) for each in CATALOGUE]


def _described(each: Entry) -> Mapping[str, Any]:
    explorable = load(each.key)
    default = explorable()
    settings = [
        {
            "name": name,
            "kind": control.kind,
            "default": control.write(getattr(default, name))
            if control.kind == "formula"
            else getattr(default, name),
            **control.describe(),
            "help": control.help,
        }
        for name, control in explorable.controls.items()
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
    lines = []
    for each in listing():
        lines.append(f"{each['key']}  {each['section']} {SECTIONS[each['section']]}: {each['title']}")
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
    return f"{setting['low']:g} to {setting['high']:g}{', log' if setting['scale'] == 'log' else ''}"

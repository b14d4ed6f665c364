"""The commands that write what there is to read: the chapter's text, and the list of explorables."""

import json

import click

from calctui.cli.completing import sections
from calctui.cli.output import write_out
from calctui.explorables.catalogue import section_named


@click.command("text")
@click.argument("section", required=False, shell_complete=sections)
@click.option("--width", type=click.IntRange(34, 200), default=78, show_default=True, help="Columns.")
def read_text(section: str | None, width: int) -> None:
    """Write the chapter's text of a section such as 2.3, with the commands that open its pictures."""
    from calctui.export.reading import contents, reading

    write_out(reading(section_named(section), width) if section else contents(), "text")


@click.command("list")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def list_explorables(form: str) -> None:
    """List every explorable with its settings, their ranges, and presets."""
    from calctui.explorables.catalogue import add_packages
    from calctui.export.listing import listing, listing_text

    for fault in add_packages():
        click.echo(f"calctui: {fault}", err=True)
    text = listing_text() if form == "text" else json.dumps(listing(), ensure_ascii=False, indent=1)
    write_out(text, form)

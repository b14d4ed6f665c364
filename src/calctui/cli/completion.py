"""`calctui completion`: the script that lets a shell complete calctui's words."""

from pathlib import Path

import click

from calctui.cli.output import write_out

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Write the script that completes calctui's words in a shell.

    \b
    bash   eval "$(calctui completion bash)" in ~/.bashrc
    zsh    eval "$(calctui completion zsh)" in ~/.zshrc, after compinit
    fish   calctui completion fish > ~/.config/fish/completions/calctui.fish
    """  # noqa: D301  # click wants the character itself
    write_out((Path(__file__).parent / "shells" / f"calctui.{shell}").read_text("utf-8"), "text")

"""Write the pages into docs/."""

from pathlib import Path

from documents import pages

if __name__ == "__main__":
    for name, text in pages().items():
        (Path(__file__).parents[2] / "docs" / name).write_text(text, encoding="utf-8")

"""Lets `python -m calctui` do what `calctui` does."""

from calctui.cli import main

if __name__ == "__main__":
    main()

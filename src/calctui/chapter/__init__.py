"""The chapter's text and formulas, ready for the page. Knows no terminal."""

"""The chapter around the pictures: its text and formulas, ready for the page. Knows no terminal."""

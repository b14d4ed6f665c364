"""The explorer as a conversation, for screen readers: a line is typed, and lines are said."""

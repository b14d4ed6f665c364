"""What a person does here, apart from what it looks like: the full screen and the lines of text share it."""

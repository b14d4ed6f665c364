"""What explorables share, and what would make the file of one too long."""

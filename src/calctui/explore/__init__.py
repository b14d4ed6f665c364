"""The contract between explorables and everything that shows them."""

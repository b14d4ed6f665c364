"""One file for each explorable: settings to Scene."""

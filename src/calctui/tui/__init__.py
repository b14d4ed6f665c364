"""The Textual shell: tabs, stage, controls, transport. Knows no formula and no explorable by name."""

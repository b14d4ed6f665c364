"""A Scene and a size to cells: characters and roles. Knows no calculus."""

"""One module for each kind of export: its columns, and how one of its orders is read."""

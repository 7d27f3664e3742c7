"""One suite for every platform of the registry, each over a fake of its own protocol."""

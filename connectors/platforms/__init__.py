"""One folder for each platform; platforms never import each other."""

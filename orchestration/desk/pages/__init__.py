"""One module for each part of the desk that a clerk sees."""

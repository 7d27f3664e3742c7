"""The clerks' desk: pages in Chinese for people who use no command line."""

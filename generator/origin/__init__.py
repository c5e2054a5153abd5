"""Publishing: a signed edition as a plain folder, and the ways from there to the world."""

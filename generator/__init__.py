"""Niêm Yết: a catalogue of administrative procedures in plain files becomes a static site."""

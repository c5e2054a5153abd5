"""Exports of the catalogue, one module for each format, all from one canonical form."""

"""Editions: what was published on which day, kept so that nobody can change it unseen.

``catalogue/editions/<day>/`` holds one edition: ``edition.json`` (what is new in it, and the hash
of the edition before), ``records.tar.xz`` (the records that no earlier edition has),
``pages.tar.xz`` (the frozen pages of the procedures that changed) and ``data.tar.xz`` (what no
earlier edition has of the data files).  Nothing there is ever
rewritten.  ``catalogue/editions/withdrawn.yml`` says why a procedure is no longer published.
"""

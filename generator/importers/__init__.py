"""Importers: the records of other systems become records of the catalogue.

In: workbooks of the national portal.  Out: files of the catalogue and ``ImportReport``.
"""

from generator.importers.kinds import title_of
from generator.importers.portal import codes_in, import_workbooks
from generator.importers.report import ImportReport, summary

__all__ = ["ImportReport", "codes_in", "import_workbooks", "summary", "title_of"]

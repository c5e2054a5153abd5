"""What is printed or filled in: notice sheets, posters, labels, and the papers of forms.

In: the catalogue and the definitions of forms.  Out: ``Output``s, as PDF, DOCX and HTML.
"""

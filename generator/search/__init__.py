"""The search: the folded index of titles, and Pagefind over the built pages."""

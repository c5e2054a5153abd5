"""One module per page kind: records in, what that page says out, as plain data without HTML."""

"""A ward's copy: fetch, verify, swap, tell; without the site generator's libraries."""

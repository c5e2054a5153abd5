"""Where tests find the repository, and what is kept outside it: real input and standards."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = Path(os.environ.get("NIEMYET_SHARED_DATA", ROOT.parent / "shared" / "data"))
STANDARDS = Path(os.environ.get("NIEMYET_SHARED_STANDARDS", ROOT.parent / "shared" / "standards"))
"""Shapes and schemas by which outside judges check the exports."""

"""Where tests find the repository and the real input that is kept outside it."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = Path(os.environ.get("NIEMYET_SHARED_DATA", ROOT.parent / "shared" / "data"))

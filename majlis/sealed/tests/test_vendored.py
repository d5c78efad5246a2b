"""The library that opens reports is the one that was written down."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

STATIC = Path(__file__).resolve().parents[1] / "static"


def test_vendored_files_have_the_sums_that_are_written_down() -> None:
    manifest = json.loads((STATIC / "sealed" / "vendor.json").read_text())
    named = {entry["path"] for entry in manifest["files"]}
    for entry in manifest["files"]:
        assert hashlib.sha256((STATIC / entry["path"]).read_bytes()).hexdigest() == entry["sha256"], entry["path"]
    found = {str(path.relative_to(STATIC)) for path in (STATIC / "sealed" / "vendor").iterdir()}
    assert found - named == {"sealed/vendor/LICENSE.txt"}

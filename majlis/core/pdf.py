"""Pages for paper: a typst template of a room and its data become a PDF.

What people wrote goes in as data, never as markup, so nothing they type can run or change the page.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

FONT = "IBM Plex Sans Arabic"


@cache
def fonts() -> Path:
    """Return the folder of the house's font files."""
    found = find_spec("fontpkg_ibm_plex_sans_arabic")
    if found is None or found.origin is None:
        raise RuntimeError("the font package is not installed")
    return Path(found.origin).parent / "files"


def render(template: Path, data: Mapping[str, Any], *, files: Mapping[str, bytes] | None = None) -> bytes:
    """Return the PDF (tagged for screen readers, PDF/UA-1) that `template` makes of `data`.

    The template reads its data by `json(bytes(sys.inputs.data))`. `files` are further files by name, such as a
    picture, that it finds beside itself. Raises typst.TypstError when the template is wrong.
    """
    with tempfile.TemporaryDirectory(prefix="majlis-page-") as folder:
        page = Path(folder) / "page.typ"
        page.write_bytes(template.read_bytes())
        for name, content in (files or {}).items():
            (Path(folder) / name).write_bytes(content)
        made = typst.compile(
            page,
            root=Path(folder),
            font_paths=[fonts()],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"],
        )
    if not isinstance(made, bytes):
        raise TypeError("one page file was expected")
    return made

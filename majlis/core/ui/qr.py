"""Codes that a camera reads, as inline SVG without a style attribute (the content policy allows none)."""

from __future__ import annotations

import io

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def svg(text: str, label: str) -> SafeString:
    """Return a QR code of the text; `label` is what is told to those who do not see it."""
    out = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(
        out, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=4, svgclass=None, lineclass=None, nl=False
    )
    drawing = out.getvalue().decode().removeprefix("<svg ")
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" focusable="false" shape-rendering="crispEdges" {}',
        label,
        mark_safe(drawing),  # noqa: S308 - segno's own markup: numbers only
    )

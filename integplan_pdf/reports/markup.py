"""Elements of HTML and SVG as text; whatever is not an element is escaped, so that no value can become markup."""

from __future__ import annotations

import html
from collections.abc import Iterable

_VOID = frozenset({"meta", "rect", "line"})


class Markup(str):
    """Text that is markup already; only `element` and `style` make it."""

    __slots__ = ()


Child = str | Iterable[str]


def element(name: str, /, *children: Child, **attributes: object) -> Markup:
    """Return one element.

    Args:
        name: of the element; `meta`, `rect` and `line` have no end tag.
        children: elements, text, or iterables of them.
        attributes: `class_` and `aria_label` are written `class` and `aria-label`; None leaves an attribute out.
    """
    listed = (
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    start = f"<{name}{''.join(listed)}"
    if name in _VOID:
        return Markup(f"{start}/>")
    return Markup(f"{start}>{''.join(map(_text, children))}</{name}>")


def style(css: str) -> Markup:
    """Return a style sheet of our own as an element; its text is not escaped."""
    return Markup(f"<style>\n{css}</style>")


def joined(parts: Iterable[str], separator: str = "") -> Markup:
    """Return the parts after each other."""
    return Markup(html.escape(separator).join(map(_text, parts)))


def _text(child: Child) -> str:
    if isinstance(child, Markup):
        return child
    return html.escape(child, quote=False) if isinstance(child, str) else joined(child)

"""Prefixes as a live mapping."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping

from rawabit import _native


class Prefixes(MutableMapping[str, str]):
    """Prefixes with their namespaces: what the view has now, and on a graph what is set is set there."""

    __slots__ = ("_view",)
    __module__ = "rawabit"

    def __init__(self, view: _native.View) -> None:
        """Look at a view, or a graph."""
        self._view = view

    def __getitem__(self, prefix: str) -> str:
        """The namespace that a prefix stands for."""
        return _native.prefixes_of(self._view)[prefix]

    def __setitem__(self, prefix: str, namespace: str) -> None:
        """Bind a prefix; on a `View` a `TypeError`."""
        _native.set_prefix(self._view, prefix, namespace)

    def __delitem__(self, prefix: str) -> None:
        """Forget a prefix; those of the schema stay."""
        _native.remove_prefix(self._view, prefix)

    def __iter__(self) -> Iterator[str]:
        """The prefixes in their order."""
        return iter(_native.prefixes_of(self._view))

    def __len__(self) -> int:
        """How many there are."""
        return len(_native.prefixes_of(self._view))

    def __repr__(self) -> str:
        """As a dict."""
        return repr(_native.prefixes_of(self._view))

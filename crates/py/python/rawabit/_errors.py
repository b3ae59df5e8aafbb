"""The errors: every one is a `RawabitError`, and says what, where and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rawabit import _native

if TYPE_CHECKING:
    from rawabit._native import Report


class RawabitError(Exception):
    """The parent of all errors of rawabit."""

    __module__ = "rawabit"


class SchemaError(RawabitError, ValueError):
    """An unknown type or relation, a value or an end that does not fit, or a bad argument."""

    __module__ = "rawabit"


class UnknownEntity(RawabitError, KeyError):  # noqa: N818  (it is a `KeyError`, and named like one)
    """An entity, claim, document or country that is not there; it names the nearest ids.

    These are sought when it is first shown, so that to catch it costs nothing.
    """

    __module__ = "rawabit"

    def __init__(self, *args: object) -> None:
        """Take a message, or what makes one when it is asked for."""
        super().__init__(*args)
        self._said = args

    @property
    def args(self) -> tuple[object, ...]:
        """The message."""
        self._said = tuple(str(said) if isinstance(said, _native.Message) else said for said in self._said)
        return self._said

    @args.setter
    def args(self, args: tuple[object, ...]) -> None:  # pyright: ignore[reportIncompatibleVariableOverride]
        self._said = args

    def __str__(self) -> str:
        """The message; a `KeyError` would show it quoted."""
        return str(self.args[0]) if self.args else ""

    def __repr__(self) -> str:
        """`UnknownEntity('no entity "qatr" in the graph; did you mean "qatar"?')`."""
        return f"{type(self).__name__}({', '.join(map(repr, self.args))})"

    def __reduce__(self) -> tuple[object, ...]:
        """What pickling needs."""
        return type(self), self.args


class UnknownColumn(RawabitError, KeyError):  # noqa: N818  (it is a `KeyError`, and named like one)
    """A column that a table does not have; it names those that it has."""

    __module__ = "rawabit"

    def __str__(self) -> str:
        """The message; a `KeyError` would show it quoted."""
        return str(self.args[0]) if self.args else ""


class ReadError(RawabitError, ValueError):
    """A document that cannot be read; the graph is as it was.

    Attributes:
        path: The file, or what stands for it; `None` where it has no name.
        line: The line of a syntax error, from 1.
        column: The column of a syntax error in characters, from 1.
        report: Every problem that was found, with its place.
    """

    __module__ = "rawabit"

    path: str | None = None
    line: int | None = None
    column: int | None = None
    report: Report

    def __reduce__(self) -> tuple[object, ...]:
        """What pickling needs."""
        return type(self), self.args, self.__dict__


class TransactionError(RawabitError, RuntimeError):
    """A transaction within another, in a thread that did not begin it, or rolled back."""

    __module__ = "rawabit"


class QueryError(RawabitError, ValueError):
    """A query that is no SPARQL, or that cannot be answered.

    Attributes:
        line: The line of a syntax error, from 1.
        column: The column of a syntax error in characters, from 1.
    """

    __module__ = "rawabit"

    line: int | None = None
    column: int | None = None


class QueryTimeout(QueryError, TimeoutError):  # noqa: N818  (it is a `TimeoutError`)
    """A query that took longer than it was given."""

    __module__ = "rawabit"


class StorageError(RawabitError, OSError):
    """A limit of the store, or a file that cannot be written."""

    __module__ = "rawabit"

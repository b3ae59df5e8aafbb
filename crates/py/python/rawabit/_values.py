"""The values that are text, and know more than their text: IRIs, blank nodes, words, times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rawabit import _native

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Literal

    from typing_extensions import Self


class Iri(str):
    """An absolute IRI; a plain `str` everywhere else.

    Raises:
        SchemaError: The text is no absolute IRI.

    Example:
        >>> Iri("https://example.org/id/qatar")
        Iri('https://example.org/id/qatar')
    """

    __slots__ = ()
    __module__ = "rawabit"

    def __new__(cls, iri: str) -> Self:
        """Check and take an absolute IRI."""
        return super().__new__(cls, _native.check_iri(iri))

    def __repr__(self) -> str:
        """`Iri('https://example.org/id/qatar')`."""
        return f"Iri({str.__repr__(self)})"


class BlankNode(str):
    """A thing without an IRI; its text is its label, which names it in one graph only, with `_:`.

    Raises:
        SchemaError: The text is no label of a blank node.

    Example:
        >>> BlankNode("b1") == BlankNode("_:b1") == "_:b1"
        True
    """

    __slots__ = ()
    __module__ = "rawabit"

    def __new__(cls, label: str) -> Self:
        """Check and take a label, with or without `_:`."""
        return super().__new__(cls, _native.check_blank_node(label))

    def __repr__(self) -> str:
        """`BlankNode('_:b1')`."""
        return f"BlankNode({str.__repr__(self)})"


class Text(str):
    """A string with a language; equal to the plain string.

    Args:
        text: The words.
        lang: The language as a tag (`"ar"`, `"en-GB"`), lower-cased; `None` for a plain string.

    Raises:
        SchemaError: `lang` is no language tag.

    Example:
        >>> name = Text("قطر", "ar")
        >>> name.lang, name == "قطر"
        ('ar', True)
    """

    __slots__ = ("_lang",)
    __module__ = "rawabit"

    _lang: str | None

    def __new__(cls, text: str, lang: str | None = None) -> Self:
        """Take words and their language."""
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            message = f"text: expected a str, got {type(text).__name__}"
            raise TypeError(message)
        words = super().__new__(cls, text)
        words._lang = None if lang is None else _native.check_language(lang)
        return words

    @property
    def lang(self) -> str | None:
        """The language as a tag in lower case; `None` for a plain string."""
        return self._lang

    def __repr__(self) -> str:
        """`Text('قطر', 'ar')`."""
        lang = "" if self._lang is None else f", {self._lang!r}"
        return f"Text({str.__repr__(self)}{lang})"

    def __getnewargs__(self) -> tuple[str, str | None]:  # type: ignore[override]
        """What pickling needs."""
        return str(self), self._lang


class Time(str):
    """A date or time as it was written, with what it can mean.

    Nothing is completed and nothing is converted: `2024` stays a year, and a Hijri date stays in its
    calendar. As a string it is what was written; compare `earliest` and `latest`, not the strings.

    Args:
        text: `2024`, `2024-03`, `2024-03-05`, `2024-03-05T09:00+03:00`, EDTF such as `2024~`, `201X` and
            `2023/2024`, or a Hijri date; or a `date` or `datetime`. `parse_time` reads dates as they are written
            out.

    Raises:
        SchemaError: The text is no date or time; it says what is accepted.

    Example:
        >>> day = Time("2024-03-05")
        >>> day.precision, day.earliest, day.latest
        ('day', datetime.datetime(2024, 3, 5, 0, 0), datetime.datetime(2024, 3, 6, 0, 0))
    """

    __slots__ = ("_datatype",)
    __module__ = "rawabit"

    _datatype: str

    def __new__(cls, text: str | date) -> Self:
        """Read a date or time, and keep it as it is written."""
        written, datatype = _native.check_time(text)
        time = super().__new__(cls, written)
        time._datatype = datatype
        return time

    @property
    def datatype(self) -> Iri:
        """The IRI of the datatype that it has in RDF."""
        return str.__new__(Iri, self._datatype)

    @property
    def earliest(self) -> datetime | None:
        """The first moment that it can mean: in UTC where a zone is written, else naive.

        `None` outside the years 1 to 9999, for a Hijri date, and for an interval without a start.
        """
        return _native.time_bounds(self, self._datatype)[0]

    @property
    def latest(self) -> datetime | None:
        """The first moment after all that it can mean; otherwise as `earliest`."""
        return _native.time_bounds(self, self._datatype)[1]

    @property
    def precision(self) -> Literal["century", "decade", "year", "season", "month", "day", "minute", "second"]:
        """How exact it is; of an interval, how exact its coarser end is."""
        return _native.time_precision(self, self._datatype)

    @property
    def qualifier(self) -> Literal["?", "~", "%"] | None:
        """How sure it is: `"?"` uncertain, `"~"` approximate, `"%"` both."""
        return _native.time_qualifier(self, self._datatype)

    @property
    def calendar(self) -> str | None:
        """The calendar where it is not the Gregorian one: `"islamic"`."""
        return _native.time_calendar(self, self._datatype)

    def __repr__(self) -> str:
        """`Time('2024-03-05')`."""
        return f"Time({str.__repr__(self)})"

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        """What pickling needs."""
        return _native.time_of, (str(self), self._datatype)

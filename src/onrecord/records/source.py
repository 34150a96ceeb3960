"""What is read: the bytes or characters of one document, where they lay, and what is known of them beforehand."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Facts that do not stand in the text: fields of the container (a JSONL field) or options of the user.

    `date` is ISO (`2012-07-06`). `origin` says where they come from, for the reason beside each fact: `option`, or the
    container. `origins` names the facts that come from elsewhere: pairs of a fact and its own origin.
    """

    date: str | None = None
    title: str | None = None
    outlet: str | None = None
    station: str | None = None
    programme: str | None = None
    url: str | None = None
    origin: str = "given"
    origins: tuple[tuple[str, str], ...] = ()

    def of(self, name: str) -> str | None:
        """The given value of the fact called `name`, None if there is none."""
        value = getattr(self, name)
        return value if isinstance(value, str) else None

    def origin_of(self, name: str) -> str:
        """Where the fact called `name` comes from.

        >>> Given(title="Fog", origin="option", origins=(("title", "column headline"),)).origin_of("title")
        'column headline'
        """
        return dict(self.origins).get(name, self.origin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document before it is read.

    `name`: a path, `path#row` for a row of a table, `-` for standard input, `<text>` for a string.
    `content`: raw bytes, or characters that need no decoding. `format` forces a format, `encoding` declares one.
    """

    name: str
    content: bytes | str
    format: str | None = None
    encoding: str | None = None
    given: Given = field(default_factory=Given)

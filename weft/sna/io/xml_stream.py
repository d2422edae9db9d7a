"""Read XML piece by piece: one small element at a time, with no DTD and no entities."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler, feature_external_ges, feature_external_pes
from xml.sax.xmlreader import AttributesImpl

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import (
    DefusedExpatParser,
)

from weft.sna.io.limits import MAX_DEPTH
from weft.sna.io.problems import FileProblem

_CHUNK = 1 << 16


@dataclass(slots=True)
class Element:
    """An element with its attributes and what is in it; names carry no namespace prefix."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words directly inside the element."""
        return "".join(self.texts)

    def get(self, name: str, default: str = "") -> str:
        """An attribute, or the default."""
        return self.attributes.get(name, default)


class _Collector(ContentHandler):
    """Builds the wanted elements whole and reports the others as they begin."""

    def __init__(self, wanted: frozenset[str], file: str, parser: DefusedExpatParser) -> None:
        super().__init__()
        self.parser = parser
        self.wanted = wanted
        self.file = file
        self.ready: list[Element] = []
        self.open: list[Element] = []
        self.depth = 0

    def startElement(  # noqa: N802 - The name that SAX calls.
        self, name: str, attrs: AttributesImpl
    ) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise FileProblem(
                "This file has elements inside elements without end; export the network again.",
                self.file,
                self._line(),
            )
        tag = name.rpartition(":")[2]
        attributes = {key.rpartition(":")[2]: attrs.getValue(key) for key in attrs.getNames()}
        element = Element(tag, attributes, self._line())
        if self.open:
            self.open[-1].children.append(element)
            self.open.append(element)
        elif tag in self.wanted:
            self.open.append(element)
        else:
            self.ready.append(element)

    def characters(self, content: str) -> None:
        if self.open:
            self.open[-1].texts.append(content)

    def endElement(  # noqa: N802 - The name that SAX calls.
        self,
        name: str,
    ) -> None:
        self.depth -= 1
        if self.open:
            element = self.open.pop()
            if not self.open:
                self.ready.append(element)

    def _line(self) -> int:
        return int(self.parser.getLineNumber() or 0)


def stream_elements(data: bytes, file: str, wanted: frozenset[str]) -> Iterator[Element]:
    """Yield wanted elements when they end, and those around them when they begin."""
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setFeature(feature_external_ges, False)
    parser.setFeature(feature_external_pes, False)
    collector = _Collector(wanted, file, parser)
    parser.setContentHandler(collector)
    stream = io.BytesIO(data.lstrip(b" \t\r\n"))
    try:
        while chunk := stream.read(_CHUNK):
            parser.feed(chunk)
            yield from collector.ready
            collector.ready.clear()
        parser.close()
        yield from collector.ready
    except DefusedXmlException:
        raise FileProblem(
            "This file defines its own entities, which can harm a server; export the network "
            "again without a DOCTYPE line.",
            file,
        ) from None
    except SAXParseException as error:
        raise FileProblem(
            f"This file is damaged or incomplete (column {error.getColumnNumber()}); export the "
            "network again.",
            file,
            error.getLineNumber(),
        ) from None
    except (SAXException, ValueError, LookupError):
        raise FileProblem(
            "This file is damaged or in an unknown encoding; export the network again.",
            file,
        ) from None

"""Events on a map: a GeoJSON FeatureCollection (RFC 7946) that QGIS, Leaflet and the like open as it is.

A feature for each event, a point at the coordinates of its place (longitude, latitude; WGS 84). An event without
coordinates is there too, with the geometry null, so that no event is lost on the way. `precision` says how far a point
can be trusted: that of a country stands in its middle, where nothing has happened.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.exports.exchange import counted, place_called
from onrecord.records import CodedDocument, Event, PlaceLevel, ResolvedPlace

_UNPLACED = {"country": None, "geonames_id": None, "place_level": PlaceLevel.UNKNOWN.value, "precision": "unknown"}
_UNDATED = dict.fromkeys(("date", "date_start", "date_end", "date_text", "date_reason"))


def feature(coded: CodedDocument, event: Event) -> dict[str, Any]:
    """An event of a document as a GeoJSON Feature."""
    place = event.place
    is_located = place is not None and place.latitude is not None and place.longitude is not None
    point = {"type": "Point", "coordinates": [place.longitude, place.latitude]} if place and is_located else None
    return {"type": "Feature", "id": event.id, "geometry": point, "properties": _properties(coded, event)}


def lines(features: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A FeatureCollection line by line, a feature on each; it need not fit into memory.

    >>> "".join(lines([]))
    '{"type": "FeatureCollection", "features": []}'
    """
    opening = '{"type": "FeatureCollection", "features": ['
    before: str | None = None
    for one in features:
        if before is not None:
            yield before + ","
        else:
            yield opening
        before = json.dumps(one, ensure_ascii=False, allow_nan=False)
    yield f"{opening}]}}" if before is None else before
    if before is not None:
        yield "]}"


def _properties(coded: CodedDocument, event: Event) -> dict[str, Any]:
    document = coded.transcript.document
    names = {actor.id: actor.name for actor in coded.actors}
    return {
        **{"id": event.id, "type": event.type, "mode": event.mode, "quad": event.quad, "intensity": event.intensity},
        **{"status": event.status.value, "historical": event.historical},
        "actors": [names[one] for one in event.actors if one in names],
        "recipients": [names[one] for one in event.recipients if one in names],
        "reported_by": names.get(event.reported_by or ""),
        **_dated(event),
        "place": place_called(event),
        **(_UNPLACED if event.place is None else _located(event.place)),
        "figures": [counted(figure) for figure in event.figures],
        "tellings": len(event.tellings),
        **{"document": document.name, "document_id": document.id},
        **{"evidence": event.evidence.quote, "start": event.evidence.start, "end": event.evidence.end},
        "trigger": event.trigger.quote,
        "reason": event.reason,
        "place_reason": event.place and event.place.reason,
    }


def _dated(event: Event) -> dict[str, Any]:
    date = event.date
    if date is None:
        return _UNDATED
    days = {"date": date.unit, "date_start": date.start, "date_end": date.end}
    return {**days, "date_text": date.words.quote, "date_reason": date.reason}


def _located(place: ResolvedPlace) -> dict[str, Any]:
    return {
        "country": place.country,
        "geonames_id": place.geonames_id,
        "place_level": place.level.value,
        "precision": place.precision,
    }

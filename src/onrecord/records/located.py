"""Where something is: the words of a place, resolved to a name, codes and coordinates, with the reason."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.records.evidence import Evidence


class PlaceLevel(StrEnum):
    """How exactly a place is known, from the widest to the narrowest, and `unknown`."""

    AREA = "area"
    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    SITE = "site"
    UNKNOWN = "unknown"


PRECISION = {
    PlaceLevel.SITE: "exact place",
    PlaceLevel.CITY: "city",
    PlaceLevel.REGION: "region",
    PlaceLevel.COUNTRY: "country",
    PlaceLevel.AREA: "wide area",
    PlaceLevel.UNKNOWN: "unknown",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedPlace:
    """One toponym and what a careful reader takes it for.

    `name` is the usual English name, None where nothing is named. `country` is an ISO 3166 alpha-3 code, None for
    places in no country or in several; `countries` has them all (two for a border). Codes take no side: a disputed
    place says so in `reason`. `latitude` and `longitude` are degrees (WGS 84), the middle of a country or region, None
    where nobody wrote them down. `second` is the name of the next best place, `margin` how far it is behind (in powers
    of ten of inhabitants), both None without a rival. `is_actor` marks a place name that stands for a government here;
    its level is `unknown`, as that of words that name no place.
    """

    words: Evidence
    name: str | None
    geonames_id: int | None
    country: str | None
    countries: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    level: PlaceLevel
    reason: str
    margin: float | None
    second: str | None
    is_actor: bool

    @property
    def precision(self) -> str:
        """How far the coordinates can be trusted, for maps: `exact place`, `city`, `region`, `country`, `wide area`.

        Without coordinates it is `unknown`, whatever the level.
        """
        return PRECISION[self.level if self.latitude is not None else PlaceLevel.UNKNOWN]

"""One row of the gazetteer while it is being compiled."""

from dataclasses import dataclass, field

from service.extract.places.gazetteer import Kind


@dataclass(slots=True)
class Row:
    """A place or admin unit. `identifier` is the GeoNames id; negative for places of other sources."""

    names: list[str]
    kind: Kind
    country: str  # ISO 3166 alpha-2, empty for features between countries
    latitude: float
    longitude: float
    identifier: int = 0
    alternates: list[str] = field(default_factory=list)
    code: str = ""  # of an admin unit: SY.12 or SY.12.167610
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    seat: int = 0  # 0 none, 1 of a lower unit, 2 of a second-level unit, 3 of a first-level unit, 4 capital

from service.extract.places import PlaceKnowledge, article_country, is_demonym, most_specific_first, places_between
from service.models.mention import Place, PlacePrecision


def a_place(name: str, precision: PlacePrecision | None = None, **fields: object) -> Place:
    point = {"latitude": 1.0, "longitude": 2.0} if "latitude" not in fields else {}
    return Place.model_validate({"name": name, "precision": precision, **point, **fields})


def test_the_most_specific_place_stands_first():
    country = a_place("Syria", PlacePrecision.COUNTRY)
    unit = a_place("Idlib", PlacePrecision.ADMIN1)
    town = a_place("Saraqib", PlacePrecision.SETTLEMENT)

    assert most_specific_first((country, unit, town)) == (town, unit, country)


def test_a_located_place_stands_before_one_without_a_point():
    lost = a_place("Zorbagrad", latitude=None)
    town = a_place("Saraqib", PlacePrecision.SETTLEMENT)

    assert most_specific_first((lost, town)) == (town, lost)


def test_equals_keep_their_order():
    one, other = a_place("A", PlacePrecision.SETTLEMENT), a_place("B", PlacePrecision.SETTLEMENT)

    assert most_specific_first((one, other)) == (one, other)


def test_places_between_lie_wholly_inside():
    inside, across, after = (
        a_place(name, start=start, end=start + 5) for name, start in (("a", 10), ("b", 17), ("c", 30))
    )

    assert places_between((inside, across, after), 10, 20) == (inside,)


def test_the_articles_country_is_the_one_named_most():
    places = [a_place("Homs", country="SYR"), a_place("Ankara", country="TUR"), a_place("Hama", country="SYR")]

    assert article_country(places) == "SYR"


def test_among_equals_the_first_named_country_counts():
    assert article_country([a_place("Ankara", country="TUR"), a_place("Homs", country="SYR")]) == "TUR"


def test_without_places_there_is_no_country():
    assert article_country([]) is None
    assert article_country([a_place("Sahel")]) is None


def test_a_demonym_is_told_from_a_name(place_knowledge: PlaceKnowledge):
    assert is_demonym(a_place("Syria", text="Syrian"), place_knowledge)
    assert not is_demonym(a_place("Syria", text="Syria"), place_knowledge)
    assert not is_demonym(a_place("Nowhere"), place_knowledge)

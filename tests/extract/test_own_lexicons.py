"""A user's own lexicons are consulted before those that ship, and what is wrong in them is named by file and line."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service.extract import ExtractionKnowledge, extract, load_extraction_knowledge
from service.extract.own_lexicons import FILES, OwnLexicons, Vocabulary, own_lexicons_of
from service.lexicons.loading import BadLexicon
from service.models.article import Article
from service.models.mention import EventMention

SUNDAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORDS = Vocabulary(
    sectors={"rebels", "military"}, countries={"SYR"}, kinds={"kill", "protest"}, classes={"armed", "name"}
)
GEONAMES_LINE = "\t".join(
    ["77", "Quenbad", "Quenbad", "Kwenbad", "35.25", "36.75", "P", "PPL", "SY", *[""] * 5, "900", *[""] * 4]
)
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Writes files into a folder: dots in the names are underscores."""

    def write(**files: str) -> Path:
        for name, text in files.items():
            (tmp_path / ".".join(name.rsplit("_", 1))).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def mentions(text: str, knowledge: ExtractionKnowledge) -> tuple[EventMention, ...]:
    return extract(Article(article_id="a", text=text, published_at=SUNDAY, content_hash="h"), knowledge)


def refusal(name: str, text: str) -> str:
    """What is said of a file with this text."""
    with pytest.raises(BadLexicon) as refused:
        own_lexicons_of({name: text}, WORDS)
    return str(refused.value)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> ExtractionKnowledge:
    """The shipped knowledge with one entry of a user's in each file."""
    home = tmp_path_factory.mktemp("lexicons")
    (home / "actors.tsv").write_text(
        "# ours\nname\tid\tcountry\tsector\tkind\tnames\n"
        "Zorba Front\tmine:zf\tSYR\trebels\tarmed_group\tZorba Front|Jabhat Zorba\n"
        "Qorvath\t\tSYR\tmilitary\t\t\n"
    )
    (home / "roles.tsv").write_text("phrase\tsector\tside\nhillkeeper\tmilitary\t\n")
    (home / "triggers.tsv").write_text("kind\tform\tphrases\tneeds_before\nkill\tverb\tzorbelate\tarmed\n")
    (home / "places.csv").write_text('name,latitude,longitude,country,id\n"Zorbagrad",35.5,36.5,SYR,mine:7\n')
    (home / "geonames.txt").write_text(GEONAMES_LINE + "\n")
    (home / "README.md").write_text("notes")
    return load_extraction_knowledge(home)


@pytest.mark.parametrize("name", ["Zorba Front", "Jabhat Zorba"])
def test_a_users_actor_has_its_id_country_and_sector(own: ExtractionKnowledge, name: str):
    (mention,) = mentions(f"{name} killed five soldiers near Idlib on Friday.", own)
    (actor,) = mention.source

    assert (actor.name, actor.canonical_id, actor.country, actor.sector) == ("Zorba Front", "mine:zf", "SYR", "rebels")
    assert actor.text == name


def test_an_actor_without_names_and_id_gets_both_from_its_name(own: ExtractionKnowledge):
    (mention,) = mentions("Qorvath killed five rebels near Idlib on Friday.", own)

    assert [(actor.canonical_id, actor.sector) for actor in mention.source] == [("actor:qorvath", "military")]


def test_a_users_actor_comes_before_a_shipped_one_of_that_name(folder: Folder):
    knowledge = load_extraction_knowledge(
        folder(actors_tsv="name\tid\tsector\tkind\nTaliban\tmine:t\tmilitary\tarmed_group\n")
    )
    (mention,) = mentions("The Taliban killed five soldiers near Kabul on Friday.", knowledge)

    assert [actor.canonical_id for actor in mention.source] == ["mine:t"]


def test_a_users_role_acts(own: ExtractionKnowledge):
    (mention,) = mentions("Hillkeepers killed five rebels near Idlib on Friday.", own)

    assert [(actor.text, actor.sector) for actor in mention.source] == [("Hillkeepers", "military")]


def test_a_users_verb_reports_an_event_in_all_its_forms(own: ExtractionKnowledge, extraction_knowledge):
    text = "Rebels zorbelated two soldiers near Idlib on Friday."
    (mention,) = mentions(text, own)

    assert mention.event_type.plover
    assert mention.event_type.plover.type == "ASSAULT"
    assert mentions(text, extraction_knowledge) == ()


def test_a_condition_of_a_users_verb_holds(own: ExtractionKnowledge):
    assert mentions("Gardeners zorbelated two lawns near Idlib on Friday.", own) == ()


@pytest.mark.parametrize(
    ("name", "identifier", "point"),
    [("Zorbagrad", "mine:7", (35.5, 36.5)), ("Quenbad", "geonames:77", (35.25, 36.75))],
)
def test_a_users_place_resolves(own: ExtractionKnowledge, name: str, identifier: str, point: tuple[float, float]):
    (mention,) = mentions(f"Gunmen killed five soldiers in {name}, Syria, on Friday.", own)
    place = next(place for place in mention.places if place.text == name)

    assert (place.gazetteer_id, (place.latitude, place.longitude), place.country) == (identifier, point, "SYR")


def test_the_edition_follows_the_files(folder: Folder, own: ExtractionKnowledge, extraction_knowledge):
    first = load_extraction_knowledge(folder(roles_tsv="phrase\tsector\nhillkeeper\tmilitary\n"))
    again = load_extraction_knowledge(folder(roles_tsv="phrase\tsector\nhillkeeper\tmilitary\n"))
    other = load_extraction_knowledge(folder(roles_tsv="phrase\tsector\nhillkeeper\trebels\n"))

    assert extraction_knowledge.edition == ""
    assert first.edition == again.edition
    assert len({first.edition, other.edition, own.edition, ""}) == 4


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("verbs.tsv", "", "verbs.tsv: no such lexicon; there are actors.tsv, roles.tsv, triggers.tsv"),
        ("actors.tsv", "name\tcountry\nA\tSYRIA", "actors.tsv, line 2: country: 'SYRIA' is no ISO 3166"),
        (
            "actors.tsv",
            "# c\n\nname\tsector\nA\tpirates",
            "actors.tsv, line 4: sector: no 'pirates'; there are military,",
        ),
        ("actors.tsv", "name\tsectr\nA\trebels", "actors.tsv, line 2: sectr: is no column"),
        ("actors.tsv", "names\nA", "actors.tsv, line 2: name: is needed"),
        ("actors.tsv", "name\tkind\nA\tperson\nB\tking", "actors.tsv, line 3: kind: "),
        ("actors.tsv", "name\nA\tB", "actors.tsv, line 2: 2 cells under 1 headings"),
        ("actors.tsv", "name\tnames\nA\tAA|--", "actors.tsv, line 2: names: '--' has no word"),
        ("actors.tsv", f"name\n{'A' * 2_000}", "actors.tsv, line 2: name: "),
        ("roles.tsv", "phrase\tsector\tside\ncook\trebels\tboth", "roles.tsv, line 2: side: "),
        (
            "triggers.tsv",
            "kind\tform\tphrases\nkiss\tverb\tkiss",
            "triggers.tsv, line 2: kind: no 'kiss'; there are kill,",
        ),
        ("triggers.tsv", "kind\tform\tphrases\nkill\tadverb\tx", "triggers.tsv, line 2: form: "),
        (
            "triggers.tsv",
            "kind\tform\tphrases\tneeds_after\nkill\tverb\tx\tarmed|sad",
            "triggers.tsv, line 2: needs_after: no 'sad'",
        ),
        ("geonames.txt", "a\tb", "geonames.txt: no line has the 19 columns"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(name: str, text: str, told: str):
    assert refusal(name, text).startswith(told)


@pytest.mark.parametrize("text", ["", "# only a comment\n", "name\tcountry\n"])
def test_a_file_without_rows_is_an_empty_lexicon(text: str):
    assert own_lexicons_of({"actors.tsv": text}, WORDS).actors == ()


def test_no_files_are_no_lexicons():
    assert own_lexicons_of({}, WORDS) == OwnLexicons()


def test_a_file_written_on_windows_reads_the_same():
    unix, windows = "name\tsector\nA\trebels\n", "name\tsector\r\nA\trebels\r\n"

    assert own_lexicons_of({"actors.tsv": windows}, WORDS).actors == own_lexicons_of({"actors.tsv": unix}, WORDS).actors


def test_a_folder_that_is_not_there_and_a_file_that_is_not_utf8_are_refused(tmp_path: Path):
    with pytest.raises(BadLexicon, match="nowhere"):
        load_extraction_knowledge(tmp_path / "nowhere")
    (tmp_path / "actors.tsv").write_bytes(b"name\nJos\xe9\n")
    with pytest.raises(BadLexicon, match="utf-8"):
        load_extraction_knowledge(tmp_path)


@given(name=st.sampled_from(FILES), text=st.text(alphabet=st.sampled_from("name\tkind#|\n\r,A'\x00é"), max_size=60))
def test_any_file_is_read_or_refused_in_one_line(name: str, text: str):
    complaint = complaint_on(name, text)

    assert complaint is None or (complaint.startswith(name) and "\n" not in complaint)


def complaint_on(name: str, text: str) -> str | None:
    """What is said of a file with this text; None when it is read."""
    try:
        own_lexicons_of({name: text}, WORDS)
    except BadLexicon as refused:
        return str(refused)
    return None

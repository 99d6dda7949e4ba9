import gzip

import orjson
import pytest
from service.commands.failure import CommandFailed, ExitCode
from service.commands.inputs import input_lines
from service.ingest import ingest
from service.models.dead_letter import Reason


def write(folder, **files: bytes) -> list[str]:
    """Files in the folder, `__` standing for a dot in their names; returns their paths."""
    paths = [folder / name.replace("__", ".") for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    return [str(path) for path in paths]


def test_each_line_of_jsonl_is_a_record(tmp_path):
    (path,) = write(tmp_path, a__jsonl=b'{"id": 1}\n{"id": 2}\r\n')

    assert [(line.number, line.value) for line in input_lines([path])] == [(1, b'{"id": 1}'), (2, b'{"id": 2}')]


def test_blank_lines_are_skipped_and_still_counted(tmp_path):
    (path,) = write(tmp_path, a__jsonl=b"\n{}\n  \n[]")

    assert [line.number for line in input_lines([path])] == [2, 4]


def test_gzipped_lines_read_the_same(tmp_path):
    plain, packed = write(tmp_path, a__jsonl=b"{}\n[]\n", b__jsonl__gz=gzip.compress(b"{}\n[]\n"))

    assert [line.value for line in input_lines([plain])] == [line.value for line in input_lines([packed])]


@pytest.mark.parametrize("damage", ["cut", "turned", "none"])
def test_a_damaged_gzip_file_fails_in_one_line(tmp_path, damage):
    whole = gzip.compress(b'{"id": 1}\n' * 10_000)
    middle = len(whole) // 2
    data = {"cut": whole[:middle], "turned": whole[:20] + b"\xff" * 30 + whole[50:], "none": b"not gzip"}[damage]
    (path,) = write(tmp_path, a__jsonl__gz=data)

    with pytest.raises(CommandFailed) as failure:
        list(input_lines([path]))
    assert failure.value.code is ExitCode.USAGE
    assert "\n" not in str(failure.value)


@pytest.mark.parametrize(
    "data",
    [b'[\n{"id": 1},\n{"id": 2}\n]\n', b'\xef\xbb\xbf[{"id": 1}, {"id": 2}]', b'{"id": 1}\n{"id": 2}\n'],
    ids=["a list over many lines", "a list with a byte order mark", "lines"],
)
def test_a_json_file_is_a_list_of_records_or_lines(tmp_path, data):
    (path,) = write(tmp_path, a__json=data)

    assert [orjson.loads(line.value) for line in input_lines([path])] == [{"id": 1}, {"id": 2}]


def test_a_json_file_may_hold_one_record_over_many_lines(tmp_path):
    (path,) = write(tmp_path, a__json=b'{\n  "id": 1,\n  "body": "Words."\n}\n')

    assert [orjson.loads(line.value) for line in input_lines([path])] == [{"id": 1, "body": "Words."}]


def test_text_and_pages_become_raw_articles_named_after_their_files(tmp_path):
    text, page = write(tmp_path, a__txt=b"Some words.", b__html=b"<p>Some words.</p>")
    articles = [ingest(line.value) for line in input_lines([text, page])]

    assert [(article.id, str(article.content_type)) for article in articles] == [
        ("a.txt", "text/plain"),
        ("b.html", "text/html"),
    ]


def test_an_empty_document_is_a_refusal_in_its_place(tmp_path):
    paths = write(tmp_path, a__txt=b" \n", b__txt=b"words")
    refusals = [line.refusal for line in input_lines(paths)]

    assert refusals[0].reason is Reason.EMPTY_BODY
    assert refusals[1] is None


def test_a_folder_is_read_in_the_order_of_names_and_leaves_out_what_it_does_not_know(tmp_path):
    write(tmp_path, b__txt=b"b", a__jsonl=b"{}", c__png=b"\x89PNG", d__md=b"# no article")
    (tmp_path / "deeper").mkdir()
    write(tmp_path / "deeper", e__htm=b"<p>e</p>")

    assert [line.source.rpartition("/")[2] for line in input_lines([str(tmp_path)])] == ["a.jsonl", "b.txt", "e.htm"]


def test_a_path_that_is_not_there_is_named():
    with pytest.raises(CommandFailed, match=r"nowhere\.jsonl: no such file or folder") as failure:
        list(input_lines(["nowhere.jsonl"]))

    assert failure.value.code is ExitCode.USAGE


def test_paths_are_read_in_the_order_given(tmp_path):
    one, two = write(tmp_path, z__txt=b"z", a__txt=b"a")

    assert [line.source for line in input_lines([one, two, one])] == [one, two, one]

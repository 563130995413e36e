"""The text index keeps the same promises on every kind of database."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lifeworld.common import search_index
from lifeworld.common.search_index import postgres

STUDY, MAEVE, TOBIAS = 7, 70, 71
TURNS = {
    1: "We went along the river. She never asked me where I was going.",
    2: "Yeah, because if you plan it it's an appointment, isn't it 🙂",
    3: "Au café, e\u0301couter Zoë: a well-being group, C-3PO said.",
    4: "the river the bridge and the river again: river!",
}


@pytest.fixture(autouse=True)
def words(db: None) -> None:
    search_index.put_many(kind="turn", study_id=STUDY, case_id=MAEVE, rows=list(TURNS.items()))


def found(query: str, **scope: object) -> list[int]:
    """The turns of the first case that the query finds, in order of their keys."""
    asked = {"study_id": STUDY, "case_ids": [MAEVE], **scope}
    return sorted(hit.object_id for hit in search_index.find(query, **asked))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "turns"),
    [
        ("river", [1, 4]),
        ("RIVER went", [1]),
        ("river bridge", [4]),
        ("river boat", []),
        ("cafe", [3]),
        ("CAFÉ", [3]),
        ("écouter", [3]),
        ("e\u0301couter zoe", [3]),
        ("appoint", []),
        ("appoint*", [2]),
        ("APP*", [2]),
        ("well-be*", [3]),
        ("well-being", [3]),
        ("being-well", []),
        ("c-3po", [3]),
        ("isn't", [2]),
        ('"along the river"', [1]),
        ('"river the along"', []),
        ("“the bridge”", [4]),
        ('"the bridge', [4]),
        ('"river*"', [1, 4]),
        ("rive", []),
        ("turn", []),
        ("s7", []),
        ("kturn", []),
    ],
)
def test_words_phrases_and_beginnings(query: str, turns: list[int]) -> None:
    assert found(query) == turns


def test_the_scope_is_kept() -> None:
    search_index.put(kind="turn", object_id=5, study_id=STUDY, case_id=TOBIAS, text="another river")
    search_index.put(kind="note", object_id=1, study_id=STUDY, case_id=MAEVE, text="a river, noted")
    search_index.put(kind="turn", object_id=6, study_id=STUDY + 1, case_id=72, text="a river elsewhere")
    kinds = ("turn",)
    assert found("river", kinds=kinds) == [1, 4]
    assert found("river", case_ids=[TOBIAS]) == [5]
    assert found("river", case_ids=[MAEVE, TOBIAS], kinds=kinds) == [1, 4, 5]
    assert found("river", case_ids=None, kinds=kinds) == [1, 4, 5]
    assert found("river", kinds=("note", "statement")) == [1]
    assert found("river", case_ids=[]) == found("river", kinds=()) == []


def test_what_is_written_again_or_dropped_is_found_no_more() -> None:
    search_index.put(kind="turn", object_id=1, study_id=STUDY, case_id=MAEVE, text="the sea instead")
    assert found("river") == [4]
    assert found("sea") == [1]
    search_index.drop(kind="turn", object_id=1)
    assert found("sea") == []


def test_more_of_the_word_comes_first_and_pages_follow_one_another() -> None:
    hits = search_index.find("river", study_id=STUDY, case_ids=[MAEVE])
    assert [hit.object_id for hit in hits] == [4, 1]
    assert [search_index.find("river", study_id=STUDY, case_ids=None, first=n, count=1)[0] for n in (0, 1)] == hits


def test_a_hit_shows_its_first_match_among_its_words() -> None:
    (hit,) = search_index.find('"the river"', study_id=STUDY, case_ids=[MAEVE], first=1)
    assert (hit.before, hit.match) == ("We went along ", "the river")
    assert hit.after == ". She never asked me where I was going."
    (hit,) = search_index.find("zoe", study_id=STUDY, case_ids=[MAEVE])
    assert hit.match == "Zoë"


def test_a_beginning_shows_the_word_that_has_it_in_every_row() -> None:
    words = ["walked", "walking", "walks"] * 12
    walks = [(10 + n, f"{'well, ' * (n % 7)}we {word} home") for n, word in enumerate(words)]
    search_index.put_many(kind="turn", study_id=STUDY, case_id=TOBIAS, rows=walks)
    hits = [
        hit
        for first in range(0, 36, 10)
        for hit in search_index.find("walk*", study_id=STUDY, case_ids=None, first=first, count=10)
    ]
    assert sorted((hit.object_id, hit.match) for hit in hits) == [(key, text.split()[-2]) for key, text in walks]
    (hit,) = search_index.find("bri* riv*", study_id=STUDY, case_ids=None)
    assert (hit.object_id, hit.match) == (4, "river")


def test_a_long_text_is_shown_around_the_match_and_its_last_phrase_found() -> None:
    text = f"{'the one ' * 12_000}at long last {'and on ' * 60}"
    search_index.put(kind="turn", object_id=9, study_id=STUDY, case_id=MAEVE, text=text)
    assert found('"one the"') == [9]
    (hit,) = search_index.find('"at long last"', study_id=STUDY, case_ids=[MAEVE])
    assert hit.before.startswith("…") and hit.match == "at long last" and hit.after.endswith("…")
    assert len(f"{hit.before}{hit.match}{hit.after}".split()) <= 30


def test_no_text_is_too_odd_to_index() -> None:
    text = " ".join([*(f"word{number}" for number in range(150_000)), "x" * 5_000])
    search_index.put(kind="turn", object_id=9, study_id=STUDY, case_id=MAEVE, text=text)
    assert found("word77") == [9]
    search_index.put(kind="turn", object_id=10, study_id=STUDY, case_id=MAEVE, text="'quoted' \\ back:1,2 & | ! <->")
    assert found("quoted back 1 2") == [10]
    search_index.put(kind="turn", object_id=11, study_id=STUDY, case_id=MAEVE, text="")


class NothingTypedIsAnError(TestCase):
    """Operators of either engine, quotation marks and control characters are only words."""

    @settings(deadline=None)
    @given(st.text(alphabet=st.one_of(st.sampled_from("\"'“”*():&|!<->\\^%_:., aàb1"), st.characters()), max_size=60))
    def test_any_query_is_answered(self, query: str) -> None:
        assert isinstance(search_index.find(query, study_id=STUDY, case_ids=[MAEVE]), list)


def test_the_index_itself_answers_words_and_scope() -> None:
    explain, condition, expected = {
        "sqlite": ("EXPLAIN QUERY PLAN", "common_words MATCH 'words:river AND scope:c70'", "VIRTUAL TABLE INDEX"),
        "postgresql": ("EXPLAIN", "lexemes @@ '''river'' & '':c70'''", "Bitmap Index Scan on common_words_lexemes"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table of four rows is read whole otherwise.
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"{explain} SELECT rowid FROM common_words WHERE {condition}")
        assert expected in str(cursor.fetchall())


def test_words_are_folded_as_fts5_folds_them() -> None:
    assert [postgres.fold(word) for word in ("Zoë", "E\u0301couter", "İ", "straße", "ΟΔΌΣ", "가각")] == [
        "zoe", "ecouter", "i", "straße", "οδος", "가각",
    ]  # fmt: skip


def test_what_is_beyond_the_ranked_matches_follows_unranked_and_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index._twin(), "CANDIDATES", 4)
    rows = [(100 + n, f"a lantern {'and the dark ' * n}") for n in range(10)]
    search_index.put_many(kind="note", study_id=STUDY, case_id=TOBIAS, rows=rows)
    search_index.put_many(kind="note", study_id=STUDY + 1, case_id=TOBIAS + 1, rows=[(900, "another lantern")])

    def keys(first: int, count: int) -> list[int]:
        hits = search_index.find("lantern", study_id=STUDY, case_ids=None, first=first, count=count)
        return [hit.object_id for hit in hits]

    whole = keys(0, 20)
    assert sorted(whole) == [key for key, _ in rows]
    assert [key for first in range(0, 12, 3) for key in keys(first, 3)] == whole
    assert whole[:4] == sorted(whole[:4])


def test_what_has_no_words_has_no_row() -> None:
    scope = {"study_id": STUDY, "case_id": MAEVE}
    search_index.put(kind="note", object_id=9, text="a heron", **scope)
    assert [hit.kind for hit in search_index.find("heron", study_id=STUDY, case_ids=[MAEVE])] == ["note"]
    search_index.put(kind="note", object_id=9, text="", **scope)
    search_index.put_many(kind="note", rows=[(10, " \n"), (11, "a heron")], **scope)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM common_words WHERE rowid IN (%s, %s, %s)", [28, 31, 34])
        assert cursor.fetchall() == [(34,)]

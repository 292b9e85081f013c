"""A restart keeps the rows that its own rules wrote, and builds anew what other rules wrote."""

from dataclasses import replace

from tests.unit.consolidation.making import article, chain, when, where, who
from tests.unit.consolidation.test_properties import SETTINGS, Tables
from workers.consolidation import Consolidator
from workers.consolidation.graph.scoring import load_models
from workers.consolidation.rows.rules import rules_files, rules_fingerprint
from workers.consolidation.rows.stored_record import StoredRecord

VISIT = chain(0, "visit", who("Ann Lee"), places=(where("Minsk"),), times=(when("2023-08-14"),))


def rows_of_one_event_with_another_title() -> Tables:
    tables = Tables()
    tables.write(Consolidator(SETTINGS).take(article("a", VISIT, story="minister")))
    (row,) = tables.events.values()
    tables.events[row.stored.event_id] = replace(
        row, stored=StoredRecord.of(replace(row.stored.unpacked().record, title="By other rules"))
    )
    return tables


def test_rows_of_the_same_rules_are_taken_as_they_are() -> None:
    assert rows_of_one_event_with_another_title().restore().pending().records == ()


def test_rows_of_other_rules_are_compared_and_differences_published_once() -> None:
    tables = rows_of_one_event_with_another_title()
    tables.clock = replace(tables.clock, rules="other")
    changes = tables.restore().pending()
    (record,) = changes.records
    assert (record.version, [change.field for change in record.changes]) == (2, ["title"])
    tables.write(changes)
    assert tables.restore().pending().records == ()


def test_bounds_and_weights_enter_the_fingerprint_and_durations_do_not() -> None:
    models = load_models()
    rules = rules_fingerprint(SETTINGS, models)
    assert rules_fingerprint(replace(SETTINGS, component_limit=5), models) != rules
    assert rules_fingerprint(SETTINGS, "other weights") != rules
    assert rules_fingerprint(replace(SETTINGS, gap=SETTINGS.gap * 2), models) == rules


def test_word_lists_that_decide_which_chains_are_compared_enter_the_fingerprint() -> None:
    names = {name for name, _ in rules_files()}
    assert {"workers.vocabulary/data/synonyms.yaml", "schemas/event_types.yaml"} <= names
    assert "workers.consolidation/data/reporting.txt" in names

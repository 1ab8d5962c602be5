from __future__ import annotations

from integplan_pdf.engine import paths


def test_rows_are_counted_from_one() -> None:
    tree = {"delmaal": [{"periode": "a"}, {"periode": "b"}]}
    assert paths.get(tree, "delmaal.2.periode") == "b"
    assert paths.get(tree, "delmaal.3.periode") is None
    assert paths.get(tree, "delmaal.0.periode") is None
    assert paths.get("text", "delmaal") is None


def test_put_makes_what_is_missing() -> None:
    tree: dict[str, object] = {}
    paths.put(tree, "a.3.b", 1)
    assert tree == {"a": [None, None, {"b": 1}]}
    paths.put(tree, "a.1", 2)
    assert paths.get(tree, "a.1") == 2


def test_leaves_come_in_order_with_their_paths() -> None:
    assert list(paths.leaves({"a": 1, "b": [{"c": 2}, {"c": 3}]})) == [("a", 1), ("b.1.c", 2), ("b.2.c", 3)]


def test_the_nearest_name_is_found_without_regard_to_case() -> None:
    assert paths.nearest("SLUTMÅL", ["Sluttmål", "Delmål"]) == "Sluttmål"
    assert paths.nearest("helt noe annet", ["Sluttmål"]) == ""

from __future__ import annotations

from integplan_pdf.pdf.seal import is_sealed, seal

ID = b"/ID [<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]"
FILE = b"%%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer << /Root 1 0 R %b >>\nstartxref\n9\n%%%%EOF\n" % ID


def test_a_sealed_file_differs_in_the_second_part_of_its_id_alone() -> None:
    sealed = seal(FILE)
    assert len(sealed) == len(FILE)
    assert is_sealed(sealed)
    assert not is_sealed(FILE)
    differing = [place for place, (one, other) in enumerate(zip(FILE, sealed, strict=True)) if one != other]
    assert differing
    assert set(differing) <= set(range(FILE.rindex(b"<0"), FILE.rindex(b">]")))


def test_sealing_again_changes_nothing() -> None:
    assert seal(seal(FILE)) == seal(FILE)


def test_every_change_breaks_the_seal() -> None:
    sealed = seal(FILE)
    first = sealed.index(b"<0011") + 1
    for place in (0, first, len(sealed) // 2, len(sealed) - 2):
        changed = bytearray(sealed)
        changed[place] ^= 1
        assert not is_sealed(bytes(changed))


def test_an_update_breaks_the_seal() -> None:
    sealed = seal(FILE)
    assert not is_sealed(sealed + b"2 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n")
    assert not is_sealed(sealed + b"trailer << %b >>\nstartxref\n9\n%%%%EOF\n" % ID)


def test_a_file_without_id_stays_as_it_is_and_is_not_sealed() -> None:
    plain = FILE.replace(ID, b"")
    assert seal(plain) == plain
    assert not is_sealed(plain)

"""Tampering is found, each kind by its rule; what other programs do when they save a file is not taken for it."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import keys as asn1keys
from asn1crypto import x509 as asn1x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pikepdf import Pdf
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfWriter

from integplan_pdf.pdf.read import read_form
from integplan_pdf.pdf.tamper import find_tampering, original
from integplan_pdf.pdf.tamper.proof import as_written, written_part
from tests.paths import FORM
from tests.pdf.tampering import KINDS, tampered

BLANK = (FORM / "standard.pdf").read_bytes()


@cache
def plan() -> bytes:
    """Return a filled plan, as the program writes it."""
    from integplan_pdf.pdf.compile import compile_template
    from integplan_pdf.pdf.write import fill

    values = {"deltaker.navn": "Kari Oppdiktet", "maal.langsiktig": "Jobbe i butikk", "delmaal.1.oppnaadd": True}
    return fill(compile_template(BLANK), values).data


def rules(data: bytes) -> set[str]:
    return {one.finding.rule for one in find_tampering(data, original(BLANK))}


def test_there_are_many_kinds() -> None:
    assert len(KINDS) >= 40


def test_a_plan_that_was_filled_in_was_not_tampered_with() -> None:
    assert rules(plan()) == set()
    assert rules(tampered(plan(), lambda _: None)) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_tampering_is_found(kind: str) -> None:
    rule, tamper = KINDS[kind]
    assert rule in rules(tampered(plan(), tamper))


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("two_letters_swapped", "V074"),
        ("line_of_text_removed", "V074"),
        ("text_added_on_the_page", "V075"),
        ("white_rectangle_over_text", "V076"),
        ("black_bar_over_text", "V076"),
        ("marker_pen_under_text", "V076"),
        ("page_replaced", "V071"),
    ],
)
@pytest.mark.skipif(shutil.which("gs") is None, reason="Ghostscript is not installed")
def test_tampering_is_found_after_the_pages_were_printed_anew(kind: str, rule: str, tmp_path: Path) -> None:
    (tmp_path / "in.pdf").write_bytes(tampered(plan(), KINDS[kind][1]))
    out = tmp_path / "out.pdf"
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-o", str(out), str(tmp_path / "in.pdf")]
    subprocess.run(command, check=True, capture_output=True)
    assert rule in rules(out.read_bytes())


def test_xfa_beside_the_fields_is_told_by_the_reader() -> None:
    def add(pdf: Pdf) -> None:
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")

    assert "V023" in {finding.rule for finding in read_form(tampered(plan(), add)).findings}


def test_texts_found_are_evidence_and_no_part_of_the_finding() -> None:
    found = find_tampering(tampered(plan(), KINDS["typed_in_the_margin"][1]), original(BLANK))
    (note,) = [one for one in found if one.finding.rule == "V087"]
    assert note.seen == "Husk tolk"
    assert "tolk" not in note.finding.nb + note.finding.en + repr(note)


def test_each_rule_speaks_both_languages() -> None:
    kinds = ("two_letters_swapped", "field_hidden", "longer_text_allowed", "file_embedded", "square_over_a_field")
    for kind in kinds:
        for one in find_tampering(tampered(plan(), KINDS[kind][1]), original(BLANK)):
            assert one.finding.nb != one.finding.en
            assert "{" not in one.finding.nb + one.finding.en


def signed() -> bytes:
    """Return the plan signed by an invented person."""
    target = io.BytesIO(plan())
    signer = signers.SimpleSigner(*_certificate())
    metadata = signers.PdfSignatureMetadata(field_name="vedtak.signatur", md_algorithm="sha256")
    done: io.BytesIO = signers.PdfSigner(metadata, signer=signer).sign_pdf(IncrementalPdfFileWriter(target))
    return done.getvalue()


@cache
def _certificate() -> Any:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Oppdiktet")])
    start = dt.datetime(2026, 1, 1)
    made = x509.CertificateBuilder(name, name, key.public_key(), 7, start, start + dt.timedelta(3650))
    certificate = made.sign(key, hashes.SHA256())
    der = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return (
        asn1x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        asn1keys.PrivateKeyInfo.load(der),
        SimpleCertificateStore(),
    )


def test_a_signature_is_told_and_so_is_what_came_after_it() -> None:
    data = signed()
    assert rules(data) == {"V092"}
    target = io.BytesIO()
    writer = PdfWriter(io.BytesIO(data), incremental=True)
    writer.add_metadata({"/Subject": "senere"})
    writer.write(target)
    assert {"V092", "V093"} <= rules(target.getvalue())
    broken = bytearray(data)
    place = broken.find(b"Deltakerens")
    place = place if place >= 0 else 2000
    broken[place] ^= 1
    assert "V094" in rules(bytes(broken))


def test_files_as_written_are_proven_by_their_digest() -> None:
    data = plan()
    assert as_written(data)
    assert written_part(data) == data
    assert not as_written(BLANK)
    assert not as_written(tampered(data, lambda _: None))
    spoiled = bytearray(data)
    spoiled[len(BLANK) + 40] ^= 1
    assert not as_written(bytes(spoiled))


def test_what_others_added_to_a_file_is_known_from_what_was_written() -> None:
    target = io.BytesIO()
    writer = PdfWriter(io.BytesIO(plan()), incremental=True)
    writer.add_metadata({"/Subject": "senere"})
    writer.write(target)
    assert not as_written(target.getvalue())
    assert written_part(target.getvalue()) == plan()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"startxref\n99\n%%EOF\n", b"/ID [<1> <" + b"0" * 32 + b">]"])
def test_nothing_is_proven_of_scraps(data: bytes) -> None:
    assert not as_written(data)
    assert written_part(data) is None

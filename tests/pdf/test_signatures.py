"""Signed and certified forms: what may be filled in, and that signatures stay valid (checked with pyHanko)."""

from __future__ import annotations

import datetime as dt
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from integplan_pdf.errors import TemplateError
from integplan_pdf.model.template import FieldValue
from integplan_pdf.pdf.compile import compile_template
from integplan_pdf.pdf.write import fill
from tests.builders import COMBO, MULTILINE, RADIO, FormBuilder

RECT = (50.0, 700.0, 250.0, 716.0)

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")


@cache
def signer() -> signers.SimpleSigner:
    """Return a signer with a certificate of its own making."""
    key = ec.derive_private_key(20261123, ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Prøve")])
    usage = x509.KeyUsage(True, True, *[False] * 7)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, dt.datetime(2020, 1, 1), dt.datetime(2090, 1, 1))
    certificate = builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    own = asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
    return signers.SimpleSigner(own, asn1_keys.PrivateKeyInfo.load(private), SimpleCertificateStore.from_certs([own]))


def form() -> FormBuilder:
    made = FormBuilder(2)
    made.text("navn", RECT)
    made.text("merknad", (50, 600, 250, 690), Ff=MULTILINE)
    made.check("ja", (50, 500, 62, 512), "Ja")
    made.boxes("radio", {"K": (50, 480, 62, 492), "M": (80, 480, 92, 492)}, RADIO)
    kids = [made.widget((50, 450, 250, 466)), made.widget((50, 450, 250, 466), 2)]
    made.group("to_steder", kids, FT=Name.Tx, DA=String("/Helv 10 Tf 0 g"))
    made.choice("combo", (50, 420, 250, 436), [("a", "Alfa"), ("b", "Beta")], COMBO)
    return made


@cache
def signed(certify: MDPPerm | None = None, lock: FieldMDPAction | None = None) -> bytes:
    """Return the form, signed or certified; a lock includes or excludes the field `navn`."""
    spec = FieldMDPSpec(lock, None if lock is FieldMDPAction.ALL else ["navn"]) if lock else None
    field = SigFieldSpec("signatur", on_page=0, box=(300, 300, 400, 320), field_mdp_spec=spec)
    metadata = signers.PdfSignatureMetadata(
        field_name="signatur", certify=certify is not None, docmdp_permissions=certify or MDPPerm.FILL_FORMS
    )
    writer = IncrementalPdfFileWriter(BytesIO(form().data()))
    signing = signers.PdfSigner(metadata, signer(), new_field_spec=field)
    return bytes(signing.sign_pdf(writer).getvalue())


def status(data: bytes) -> Any:
    [signature] = PdfFileReader(BytesIO(data)).embedded_regular_signatures
    return validate_pdf_signature(signature, ValidationContext(trust_roots=[signer().signing_cert]))


@pytest.mark.parametrize("certify", [None, MDPPerm.FILL_FORMS, MDPPerm.ANNOTATE])
@pytest.mark.parametrize(
    ("name", "value"),
    [("navn", "Åse"), ("navn", "Олена"), ("merknad", "en\nto"), ("ja", True), ("combo", "Beta")],
)
def test_filling_leaves_the_signature_valid(certify: MDPPerm | None, name: str, value: FieldValue) -> None:
    result = fill(compile_template(signed(certify)), {name: value}, info={"Key": "1"})
    found = status(result.data)
    assert found.intact and found.valid and found.docmdp_ok and found.bottom_line
    assert found.modification_level is ModificationLevel.FORM_FILLING


@pytest.mark.parametrize(("name", "value"), [("radio", "M"), ("to_steder", "her og der")])
def test_fields_with_several_widgets_change_in_nothing_but_value_and_look(name: str, value: str) -> None:
    """pyHanko has no rule for widgets without a name of their own, so the changes are looked at here."""
    before = signed()
    result = fill(compile_template(before), {name: value})
    found = status(result.data)
    assert found.intact and found.valid
    with pikepdf.open(BytesIO(before)) as old, pikepdf.open(BytesIO(result.data)) as new:
        for number in range(1, len(old.objects) + 1):
            was, now = old.get_object(number, 0), new.get_object(number, 0)
            if isinstance(was, Dictionary) and "/Kids" not in was:
                assert without_looks(was) == without_looks(now)


def without_looks(node: Any) -> bytes:
    kept = Dictionary(node)
    for key in {"/AP", "/AS", "/V"} & set(kept.keys()):
        del kept[key]
    return bytes(kept.unparse())


@pytest.mark.parametrize(("lock", "locked"), [(FieldMDPAction.INCLUDE, True), (FieldMDPAction.EXCLUDE, False)])
def test_locked_fields_are_refused(lock: FieldMDPAction, locked: bool) -> None:
    name, other = ("navn", "combo") if locked else ("combo", "navn")
    result = fill(compile_template(signed(lock=lock)), {name: "Alfa", other: "Beta"})
    assert [(finding.rule, finding.field) for finding in result.findings] == [("F009", name)]
    assert status(result.data).bottom_line


@pytest.mark.parametrize(("certify", "lock"), [(MDPPerm.NO_CHANGES, None), (None, FieldMDPAction.ALL)])
def test_what_must_not_be_changed_is_refused(certify: MDPPerm | None, lock: FieldMDPAction | None) -> None:
    with pytest.raises(TemplateError, match="signert eller sertifisert"):
        compile_template(signed(certify, lock))


def test_a_signed_form_with_xfa_is_refused() -> None:
    with pikepdf.open(BytesIO(signed())) as pdf:
        pdf.Root.AcroForm.XFA = String("<x/>")
        target = BytesIO()
        pdf.save(target)
    with pytest.raises(TemplateError, match="XFA"):
        compile_template(target.getvalue())


def test_a_damaged_signed_form_is_refused() -> None:
    with pytest.raises(TemplateError, match="skadet"):
        compile_template(b"junk\n" + signed())


def test_nothing_but_fields_is_rewritten_in_a_signed_form() -> None:
    made = form()
    made.form.NeedAppearances = True
    reference = Dictionary(TransformMethod=Name.DocMDP, TransformParams=Dictionary(P=2))
    value = Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Reference=Array([reference]))
    made.add(made.widget((0, 0, 0, 0), FT=Name.Sig, T=String("s"), V=made.pdf.make_indirect(value)))
    result = fill(compile_template(made.data()), {"navn": "Åse"})
    assert b"/NeedAppearances" not in result.update and b"/Fields" not in result.update

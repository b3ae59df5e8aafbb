#!/usr/bin/env python3
"""Writes the table of countries that the crate ships, from CLDR and country-codes.csv.

    python3 tools/countries.py SOURCE crates/core/data/countries.tsv

SOURCE is a folder with `country-codes.csv` and `cldr-territories/{en,ar,ar-EG,...}.json`;
crates/core/data/README.md says where both come from and what they are licensed under.

A name goes to one of three places. The preferred name is CLDR's. The further names are those that
somebody would write. The keys are forms that only a table or a hurried hand holds ("Iran (Islamic
Republic of)"): a country is found by them, but they are never shown.
"""

from __future__ import annotations

import csv
import json
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ARABIC_LOCALES = ("ar", "ar-AE", "ar-EG", "ar-LY", "ar-SA")
# Between the names of one column. No name has it.
SEPARATOR = " | "
HEADER = ("alpha2", "alpha3", "numeric", "wikidata", "en", "ar", "further_en", "further_ar", "keys")

# Everyday names that neither source has. Own work.
FURTHER_EN = {
    "AE": ["Emirates", "UAE"],
    "CD": ["DR Congo", "DRC", "Democratic Republic of Congo"],
    "CN": ["PRC"],
    "FK": ["Falklands", "Falkland Islands (Malvinas)"],
    "FO": ["Faeroe Islands", "Faroes"],
    "GB": ["Britain", "Great Britain"],
    "KP": ["DPRK"],
    "KR": ["ROK"],
    "LA": ["Lao PDR"],
    "MF": ["Saint Martin"],
    "MK": ["Macedonia", "former Yugoslav Republic of Macedonia", "FYROM"],
    "MM": ["Burma"],
    "MO": ["Macau"],
    "NL": ["Holland"],
    "PS": ["Occupied Palestinian Territory", "Occupied Palestinian Territories"],
    "SA": ["KSA"],
    "SH": ["Saint Helena, Ascension and Tristan da Cunha"],
    "SX": ["Saint Maarten"],
    "TR": ["Republic of Türkiye"],
    "US": ["USA", "America"],
    "VA": ["Vatican", "Vatican City State"],
    "VG": ["Virgin Islands (British)"],
    "VI": ["Virgin Islands (U.S.)"],
    "WF": ["Wallis and Futuna"],
}
FURTHER_AR = {
    "AE": ["الإمارات", "دولة الإمارات العربية المتحدة"],
    "AU": ["أوستراليا"],
    "BA": ["البوسنة"],
    "BD": ["بنجلاديش", "بنغلادش"],
    "BY": ["بيلاروسيا", "روسيا البيضاء"],
    "CD": ["الكونغو الديمقراطية", "جمهورية الكونغو الديموقراطية"],
    "DK": ["الدنمارك"],
    "DO": ["الدومينيكان"],
    "ER": ["أرتيريا"],
    "GA": ["الجابون"],
    "GB": ["بريطانيا", "بريطانيا العظمى"],
    "GL": ["جرينلاند"],
    "GM": ["جامبيا"],
    "HK": ["هونج كونج"],
    "HU": ["المجر"],
    "KG": ["قيرغيزيا", "قرغيزستان"],
    "KZ": ["كازخستان"],
    "MK": ["مقدونيا"],
    "MM": ["بورما"],
    "MV": ["المالديف"],
    "NL": ["الأراضي المنخفضة"],
    "NP": ["النيبال"],
    "NZ": ["نيوزلندا", "نيوزيلاندا"],
    "PE": ["البيرو"],
    "PH": ["الفيليبين"],
    "PS": ["الأراضي الفلسطينية المحتلة"],
    "RU": ["روسيا الاتحادية"],
    "SA": ["السعودية", "العربية السعودية"],
    "SY": ["سورية"],
    "TH": ["تايلندا"],
    "TR": ["جمهورية تركيا", "تركية"],
    "US": ["أمريكا", "أميركا", "الولايات المتحدة الأميركية"],
    "VA": ["مدينة الفاتيكان"],
    "VN": ["فييتنام"],
}
# Found by these, never shown by them. The first two are Taiwan's own, and stand here so that a name
# that begins "Republic of" is not taken for China's; the third is how ISO lists it.
KEYS = {
    "TW": ["Republic of China", "جمهورية الصين", "Taiwan, Province of China"],
}
# Arabic names that a source has garbled: turned round, doubled, or in the oblique case.
GARBLED = {
    "المحيط الهندي الإقليم البريطاني في",
    "الأراضي الفرنسية الجنوبية الجنوبية",
    "نائية التابعة للولايات المتحدة",
    "جزيرتي سفالبارد وجان مايِن",
}


def main(source: Path, target: Path) -> None:
    """Reads the sources and writes the table."""
    english = territories(source, "en")
    arabic = [territories(source, locale) for locale in ARABIC_LOCALES]
    with (source / "country-codes.csv").open(encoding="utf-8-sig", newline="") as file:
        # "NA" is Namibia here: the csv module knows no missing values.
        countries = sorted(csv.DictReader(file), key=lambda row: row["ISO3166-1-Alpha-2"])
    lines = ["\t".join(HEADER)]
    lines += [line(country, english, arabic) for country in countries]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{target}: {len(countries)} countries")


def territories(source: Path, locale: str) -> dict[str, str]:
    """CLDR's names of places in one locale, by code: "QA", "MM-alt-short"."""
    text = (source / "cldr-territories" / f"{locale}.json").read_text(encoding="utf-8")
    return json.loads(text)["main"][locale]["localeDisplayNames"]["territories"]


def line(country: dict[str, str], english: dict[str, str], arabic: list[dict[str, str]]) -> str:
    """One country's row of the table."""
    code = country["ISO3166-1-Alpha-2"]
    numeric = country["ISO3166-1-numeric"].zfill(3)
    if country["M49"].zfill(3) != numeric:
        # They agree for every country today; the table would need a column of its own.
        raise SystemExit(f"{code}: M49 is {country['M49']}, ISO numeric is {numeric}")

    names_en = distinct(
        [
            english[code],
            *variants(code, [english]),
            country["CLDR display name"],
            plain(country["official_name_en"]),
            plain(country["UNTERM English Short"]),
            plain(country["UNTERM English Formal"]),
        ],
        FURTHER_EN.get(code, []),
    )
    names_ar = distinct(
        [
            arabic[0][code],
            *variants(code, arabic),
            plain(country["official_name_ar"]),
            plain(country["UNTERM Arabic Short"]),
            plain(country["UNTERM Arabic Formal"]),
        ],
        FURTHER_AR.get(code, []),
    )
    shown_en = [name for name in names_en if not is_inverted(name)]
    shown_ar = [name for name in names_ar if not is_inverted(name) and name not in GARBLED]
    keys = [name for name in names_en + names_ar if name not in shown_en + shown_ar]
    cells = (
        code,
        country["ISO3166-1-Alpha-3"],
        numeric,
        country["wikidata_id"].rpartition("/")[2],
        shown_en[0],
        shown_ar[0],
        SEPARATOR.join(shown_en[1:]),
        SEPARATOR.join(shown_ar[1:]),
        SEPARATOR.join(keys + KEYS.get(code, [])),
    )
    return "\t".join(cells)


def variants(code: str, locales: Iterable[dict[str, str]]) -> list[str]:
    """The names of a country in several locales, with CLDR's short and variant forms."""
    return [
        name
        for locale in locales
        for key, name in locale.items()
        # "IO-alt-chagos" names the islands, not the territory, but nothing else has that name.
        if key == code or key.startswith(f"{code}-alt-")
    ]


def plain(name: str) -> str:
    """A name of the United Nations without its article and footnote marks."""
    name = name.rstrip("* ").removesuffix("(the)").strip()
    return name.removeprefix("the ")


def is_inverted(name: str) -> bool:
    """Whether a name is turned round for sorting: "X (Republic of)", "س (جمهورية - الشعبية)"."""
    return name.endswith((" of)", "_)")) or ("(" in name and " - " in name)


def distinct(names: list[str], own: list[str]) -> list[str]:
    """The names without those that differ from an earlier one by spelling alone, then our own."""
    seen: dict[str, str] = {}
    for name in filter(None, names):
        seen.setdefault(key(name), name)
    for name in own:
        if key(name) in seen:
            raise SystemExit(f"{name!r} is in a source: take it off the list of our own")
        seen[key(name)] = name
    return list(seen.values())


def key(name: str) -> str:
    """About what `fold` in crates/core/src/names/fold.rs makes of a name."""
    letters = unicodedata.normalize("NFKD", name.lower())
    letters = letters.translate(str.maketrans({"ى": "ي", "ة": "ه", "'": "", "’": ""}))
    letters = "".join(c for c in letters if not unicodedata.category(c).startswith("M"))
    return " ".join("".join(c if c.isalnum() or c == "&" else " " for c in letters).split())


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))

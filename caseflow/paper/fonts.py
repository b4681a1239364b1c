"""The fonts a letter may use: four files that we ship, and no other."""

from io import BytesIO
from pathlib import Path

from caseflow.paper.refusals import FontMissing

FAMILY = "Caseflow Sans"  # a name of its own: a system font can never stand in for it unseen
SCHEME = "caseflow-asset:"

# file name (as the package names it, flattened by the set-up) -> weight and style
FILES = {
    "SourceSans3_400Regular.ttf": ("400", "normal"),
    "SourceSans3_400Regular_Italic.ttf": ("400", "italic"),
    "SourceSans3_600SemiBold.ttf": ("600", "normal"),
    "SourceSans3_700Bold.ttf": ("700", "normal"),
}


def check(folder: Path) -> None:
    """Say which font is missing before anything is started."""
    for name in FILES:
        if not (folder / name).is_file():
            raise FontMissing(f"The letter font {name} is missing from {folder}. Run the set-up again.")


def read(folder: Path) -> dict[str, bytes]:
    """Every asset a page may ask for, by its address."""
    check(folder)
    return {SCHEME + name: (folder / name).read_bytes() for name in FILES}


def signs(assets: dict[str, bytes]) -> set[str]:
    """The signs that every one of the fonts can print."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # only the renderer asks

    maps = (TTFont(BytesIO(font), lazy=True).getBestCmap() for font in assets.values())
    return set.intersection(*({chr(code) for code in known} for known in maps))


def faces() -> str:
    """The style rules that make the shipped files known under our family name, and the family the usual one."""
    known = "\n".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; font-style: {style}; '
        f'src: url("{SCHEME}{name}"); }}'
        for name, (weight, style) in FILES.items()
    )
    return f'{known}\nhtml {{ font-family: "{FAMILY}"; }}'

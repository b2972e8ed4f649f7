"""Take the README's pictures: the main screens on the worked township, as PNG.

Run by `make pictures`. Needs rsvg-convert and the Noto Sans CJK fonts (Debian: librsvg2-bin,
fonts-noto-cjk); without them the pictures stay SVG.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from xinfang_tui.app import XinfangApp
from xinfang_tui.cli.demo import make
from xinfang_tui.desk import Desk

HERE = Path(__file__).parent
SIZE = (100, 30)
LAST = date(2026, 10, 31)
FONT = "Noto Sans Mono CJK SC"
# Signs and bars are two cells wide in that font and one in a terminal.
SIGNS = re.compile(
    r"([\u2190-\u21ff\u2500-\u25ff\u2600-\u27bf\u2900-\u297f\u2039\u203a]+)(?=[^<>]*</text>)"
)
SIGN_STYLE = "font-family: 'DejaVu Sans Mono'; font-size: 20px"
# name of the picture → keys pressed from the first screen
PICTURES: dict[str, Sequence[str]] = {
    "workbench": (),
    "walk": ("2", "down", "down", "enter"),
    "ledger": ("3",),
    "dispute": ("3", "down", "down", "enter"),
    "summary": ("4",),
    "dispatch": ("5",),
    "bulletin": ("6",),
    "register": ("f2",),
}


async def settle(app: XinfangApp, pilot: Pilot[None]) -> None:
    """Wait until the desk was asked everything and all is drawn."""
    calm = 0
    while calm < 8:
        await pilot.pause(0.02)
        calm = calm + 1 if app.idle else 0


async def take(folder: Path, name: str, keys: Sequence[str]) -> None:
    """One picture."""
    with Desk.open(folder, today=LAST) as desk:
        app = XinfangApp(desk, follow=False)
        async with app.run_test(size=SIZE) as pilot:
            await settle(app, pilot)
            for key in keys:
                await pilot.press(key)
                await settle(app, pilot)
            save(app.export_screenshot(title="矛盾纠纷排查调处"), name)


def save(svg: str, name: str) -> None:
    """Write a picture with a font that has the characters; as PNG where that can be made."""
    svg = re.sub(r"@font-face\s*{[^}]*}", "", svg).replace("Fira Code", FONT)
    # Half of this font's size is a cell of Textual's drawing, so that columns stand in line.
    svg = svg.replace("font-size: 20px", "font-size: 24.4px")
    svg = SIGNS.sub(rf'<tspan style="{SIGN_STYLE}">\1</tspan>', svg)
    source = HERE / f"{name}.svg"
    source.write_text(svg, encoding="utf-8")
    if shutil.which("rsvg-convert"):
        target = source.with_suffix(".png")
        subprocess.run(["rsvg-convert", "-w", "1100", "-o", str(target), str(source)], check=True)
        source.unlink()


def main() -> None:
    """Make the worked township and take every picture of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "镇"
        desk, _ = make(folder, end=LAST)
        desk.close()
        for picture, keys in PICTURES.items():
            asyncio.run(take(folder, picture, keys))


if __name__ == "__main__":
    main()

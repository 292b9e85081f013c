"""Headless Chromium for the tests: what a page is after its scripts have run, and how it looks."""

import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
)


def find_browser() -> str | None:
    """Return the path of a Chromium that is installed, None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def run_browser(browser: str, profile: Path, url: str, *switches: str, timeout: float = 60) -> str:
    """Open `url`, and return what the browser prints.

    With `--dump-dom` that is the page after its scripts.
    """
    command = [browser, *SWITCHES, f"--user-data-dir={profile}", *switches, url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=True)
    return done.stdout

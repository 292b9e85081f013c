"""Hooks with which mkdocs builds the site from pages that stay readable in the repository.

A page links to other files of the repository by relative paths. On the site, a link out of `docs`
leads to the page that the file has there (`CHANGELOG.md`, `CONTRIBUTING.md`), or else to a copy of
the file.

Two things are warnings, and warnings are errors: a page that the site would show otherwise than the
repository, whose Markdown is CommonMark, and whatever a built page would load from elsewhere.
"""

import logging
import posixpath
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal

from markdown_it import MarkdownIt
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
BESIDE = {"CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md"}
"""Files beside `docs` that are pages of the site, and their names there."""
COPIES = "files"
LINK = re.compile(r"\]\((?P<path>[^()\s#:]+)(?P<rest>#[^()\s]*)?\)")
"""A link of Markdown to another file; addresses with a scheme have a colon."""
COMMONMARK = MarkdownIt().enable("table")
SHOWN = ("ol", "ul", "li", "table", "tr", "pre", "blockquote", "img", "a", "h2", "h3")
LOADING = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}

log = logging.getLogger("mkdocs.hooks.site")


def on_startup(command: Literal["build", "gh-deploy", "serve"], **_: Any) -> None:
    """Let a build say only what is wrong."""
    if command == "build":
        logging.getLogger("mkdocs").setLevel(logging.WARNING)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages whose files stand beside `docs`."""
    for name, uri in BESIDE.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        files.append(File.generated(config, uri, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let the links that lead out of `docs` lead to pages and copies of the site."""
    uri = page.file.src_uri
    folder = next((ROOT for known in BESIDE.values() if known == uri), (DOCS / uri).parent)

    def on_site(found: "re.Match[str]") -> str:
        target = (folder / found["path"]).resolve()
        if folder != ROOT and target.is_relative_to(DOCS) and not target.is_dir():
            return found[0]
        path = posixpath.relpath(_uri(target, config, files), posixpath.dirname(uri) or ".")
        return f"]({path}{found['rest'] or ''})"

    return LINK.sub(on_site, markdown)


def _uri(target: Path, config: MkDocsConfig, files: Files) -> str:
    """Return where a file of the repository is on the site; a file without a page is copied."""
    file = target / "README.md" if target.is_dir() else target
    if not file.is_relative_to(ROOT) or not file.is_file():
        return f"{COPIES}/missing/{target.name}"
    if file.is_relative_to(DOCS):
        return file.relative_to(DOCS).as_posix()
    name = file.relative_to(ROOT).as_posix()
    if name in BESIDE:
        return BESIDE[name]
    # As plain text, a browser shows it, and mkdocs does not take a README for a page.
    uri = f"{COPIES}/{name}.txt"
    if files.get_file_from_path(uri) is None:
        files.append(File.generated(config, uri, abs_src_path=str(file)))
    return uri


def on_page_content(html: str, page: Page, **_: Any) -> None:
    """Warn of a page in which CommonMark has other lists, tables, code or links."""
    ours, theirs = parts(html), parts(COMMONMARK.render(page.markdown or ""))
    for tag in SHOWN:
        if ours[tag] != theirs[tag]:
            log.warning(
                "%s has %d <%s> on the site and %d in CommonMark: indent what belongs to an item "
                "of a list by four spaces, and leave lines free around lists",
                page.file.src_uri,
                ours[tag],
                tag,
                theirs[tag],
            )


def parts(html: str) -> "Counter[str]":
    """Return how many elements of each kind a page has; links within a page are left out."""
    finder = _Elements()
    finder.feed(html)
    return Counter(
        tag
        for tag, given in finder.found
        if tag != "a" or not (given.get("href") or "#").startswith("#")
    )


def on_post_build(config: MkDocsConfig) -> None:
    """Warn of everything that a built page would load from elsewhere."""
    site = Path(config.site_dir)
    for page in sorted(site.rglob("*.html")):
        for address in loaded_from_elsewhere(page.read_text(encoding="utf-8")):
            log.warning("%s loads %s", page.relative_to(site), address)


def loaded_from_elsewhere(html: str) -> list[str]:
    """Return the addresses of other hosts from which a page would load something."""
    finder = _Elements()
    finder.feed(html)
    loaded = [
        given.get(LOADING[tag]) or ""
        for tag, given in finder.found
        if tag in LOADING and given.get("rel") not in ("canonical", "prev", "next")
    ]
    return [address for address in loaded if "//" in address]


class _Elements(HTMLParser):
    """Finds the elements of a page, with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

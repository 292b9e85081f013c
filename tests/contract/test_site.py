"""The hooks of the site find what would be wrong on it; `make docs` builds the site itself."""

from pathlib import Path

import pytest

pytest.importorskip("mkdocs", reason="the site's builder is not installed (make docs)")
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from tools import site


def on_site(uri: str, markdown: str) -> str:
    config, files = load_config(str(site.ROOT / "mkdocs.yml")), Files([])
    config.plugins._current_plugin = "site"  # as while mkdocs calls a hook
    page = Page(None, File.generated(config, uri, content=markdown), config)
    return site.on_page_markdown(markdown, page, config, files)


@pytest.mark.parametrize(
    ("page", "link", "there"),
    [
        ("how-to/add-a-type.md", "../types.md", "../types.md"),
        ("how-to/add-a-type.md", "../../CHANGELOG.md", "../changelog.md"),
        ("contributing.md", "docs/adr", "adr/README.md"),
        ("changelog.md", "docs/api.md#refusals", "api.md#refusals"),
        ("formats.md", "../schemas/asyncapi.yaml", "files/schemas/asyncapi.yaml.txt"),
        ("formats.md", "../no-such-file.md", "files/missing/no-such-file.md"),
        ("formats.md", "https://example.org/a.md", "https://example.org/a.md"),
    ],
)
def test_a_link_of_the_repository_leads_to_its_place_on_the_site(
    page: str, link: str, there: str
) -> None:
    assert on_site(page, f"See [it]({link}).") == f"See [it]({there})."


def test_a_page_that_the_site_shows_otherwise_than_the_repository_is_told() -> None:
    nested = "1. one\n\n   more of it\n2. two\n"
    html = "<ol><li>one</li></ol><p>more of it 2. two</p>"
    assert site.parts(html)["li"] != site.parts(site.COMMONMARK.render(nested))["li"]
    assert site.parts("<ul><li>one</li></ul>") == site.parts(site.COMMONMARK.render("- one"))


def test_what_a_page_loads_from_elsewhere_is_found_and_what_it_links_to_is_not() -> None:
    html = (
        '<a href="https://example.org/">there</a><img src="img/a.png">'
        '<script src="https://cdn.example/x.js"></script>'
        '<link rel="stylesheet" href="//cdn.example/x.css">'
    )
    assert site.loaded_from_elsewhere(html) == ["https://cdn.example/x.js", "//cdn.example/x.css"]


def test_each_page_is_in_the_navigation() -> None:
    """mkdocs tells it too; this test needs no build."""
    navigation = (site.ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = [path.relative_to(site.DOCS).as_posix() for path in Path(site.DOCS).rglob("*.md")]
    assert [page for page in pages if f"- {page}\n" not in navigation] == []

"""axe-core in a page: what keeps people with an impairment from using it."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.web.devtools import Tab

GRAVE = ("serious", "critical")


def find_axe() -> str | None:
    """Return the source of axe-core, from the package that ships it; None where it is missing."""
    spec = find_spec("axe_core_python")
    folders = list(spec.submodule_search_locations or ()) if spec is not None else []
    return (Path(folders[0]) / "axe.min.js").read_text(encoding="utf-8") if folders else None


async def grave_findings(tab: Tab, axe: str) -> list[str]:
    """Return the rules that the page breaks seriously or worse, each with the elements that do."""
    await tab.run(
        f"(() => {{ {axe}; return true; }})()" if "window.axe" not in axe else f"{axe}; true"
    )
    found: list[dict[str, Any]] = json.loads(
        await tab.run("axe.run(document).then((told) => JSON.stringify(told.violations))")
    )
    return [
        f"{rule['id']}: {[node['html'][:160] for node in rule['nodes'][:4]]}"
        for rule in found
        if rule["impact"] in GRAVE
    ]

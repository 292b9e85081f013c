"""Write a trained encoder as the product reads it.

    python -m training.export MODEL.npz FOLDER

FOLDER gets `encoder.onnx`, the network with weights of 8 bits (about a quarter of the size, twice
the speed), and `heads.npz`, in half precision. The export needs onnx and onnxruntime.
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.encoder.labels import ATTENTION, CODES, HIDDEN

MORE_RULE = 2.0
"""Added to the weight of the type that the rules give.

Training sees few sentences of political types, whose definitions the rules hold. The value was
chosen on the desk's development articles and on PLOVER's sentences: 0, 1 and 2 gave 69, 74 and
77 % of PLOVER's types, and as many or more of the desk's.
"""


class Graph:
    """An ONNX graph in the making."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, value: Any) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def add(self, kind: str, *inputs: str, **attributes: Any) -> str:
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name


def graph(weights: dict[str, np.ndarray], layers: int) -> Any:
    """Return the model, from `ids` and `types` to `vectors`.

    `ids` and `types` are numbers of shape (windows, pieces); `vectors` has a row for each piece.
    """
    g = Graph()

    def weight(name: str) -> str:
        return g.constant(weights[f"network.{name}"].astype(np.float32))

    def norm(x: str, scale: str, shift: str) -> str:
        return g.add("LayerNormalization", x, weight(scale), weight(shift), axis=-1, epsilon=1e-12)

    def number(value: float) -> str:
        return g.constant(np.array(value, np.float32))

    whole = g.constant(np.array(1, np.int64))
    length = g.add("Gather", g.add("Shape", "ids"), whole, axis=0)
    positions = g.add("Range", g.constant(np.array(0, np.int64)), length, whole)
    x = g.add(
        "Add", g.add("Gather", weight("word"), "ids"), g.add("Gather", weight("pos"), positions)
    )
    x = norm(g.add("Add", x, g.add("Gather", weight("typ"), "types")), "lng", "lnb")
    split = g.constant(np.array([0, 0, ATTENTION, HIDDEN // ATTENTION], np.int64))
    join = g.constant(np.array([0, 0, HIDDEN], np.int64))
    for layer in range(layers):

        def linear(y: str, name: str, layer: int = layer) -> str:
            return g.add(
                "Add",
                g.add("MatMul", y, weight(f"L.{layer}.{name}w")),
                weight(f"L.{layer}.{name}b"),
            )

        q, k, v = (g.add("Reshape", linear(x, name), split) for name in "qkv")
        q = g.add(
            "Transpose", g.add("Mul", q, number((HIDDEN / ATTENTION) ** -0.5)), perm=[0, 2, 1, 3]
        )
        scores = g.add("MatMul", q, g.add("Transpose", k, perm=[0, 2, 3, 1]))
        seen = g.add(
            "MatMul", g.add("Softmax", scores, axis=-1), g.add("Transpose", v, perm=[0, 2, 1, 3])
        )
        y = g.add("Reshape", g.add("Transpose", seen, perm=[0, 2, 1, 3]), join)
        x = norm(g.add("Add", x, linear(y, "o")), f"L.{layer}.g1", f"L.{layer}.b1")
        y = linear(x, "i")
        gate = g.add("Add", g.add("Erf", g.add("Mul", y, number(2**-0.5))), number(1))
        y = g.add("Mul", g.add("Mul", y, number(0.5)), gate)
        x = norm(g.add("Add", x, linear(y, "d")), f"L.{layer}.g2", f"L.{layer}.b2")
    g.nodes.append(helper.make_node("Identity", [x], ["vectors"]))
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["windows", "pieces"])
        for name in ("ids", "types")
    ]
    outputs = [
        helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["windows", "pieces", HIDDEN])
    ]
    made = helper.make_graph(g.nodes, "encoder", inputs, outputs, g.constants)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    weights = dict(np.load(arguments.model))
    layers = len({name.split(".")[2] for name in weights if name.startswith("network.L.")})
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        onnx.save(graph(weights, layers), whole)
        quantize_dynamic(
            whole,
            arguments.folder / "encoder.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )
    heads: dict[str, Any] = {
        name.removeprefix("heads."): value.astype(np.float16)
        for name, value in weights.items()
        if name.startswith("heads.")
    }
    heads["prior"] = heads["prior"] + np.float16(MORE_RULE)
    heads["codes"] = np.array(CODES)
    np.savez_compressed(arguments.folder / "heads.npz", **heads)


if __name__ == "__main__":
    main()

"""The sentence encoder: `python -m training.encoder`.

The training needs torch and onnx, which the product does not need.
"""

"""The sentence encoder: `python -m training.encoder`.

The training needs jax, optax and safetensors, which the product does not need.
"""

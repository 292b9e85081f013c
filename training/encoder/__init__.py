"""The sentence encoder: `python -m training.encoder`. Needs jax, optax and safetensors, which the product does not."""

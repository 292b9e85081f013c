"""Which names are places, which place on the map each one means, and whether it acts.

The words beside a place name are data in `placewords.yaml`, the weights of the choice in
`place_weights.yaml`, names that the sources lack in `regions.yaml` and `exonyms.yaml`.
"""

"""Which days a unit or a recurring date covers.

To add a holiday, add its rule to `times/data/holidays.yaml`.
"""

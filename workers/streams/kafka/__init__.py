"""How a client reaches Kafka, and what the broker has and allows.

Every client takes its options from `connection`. To add a check before a worker starts, extend
`preflight`.
"""

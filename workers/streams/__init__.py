"""The stages on Kafka: the one package that knows Faust and aiokafka.

`metrics`, `messages`, `failures` and `embedded_broker` need no broker. `kafka` is the client;
`publishing` and `reading` are what a process outside the stages does with it. `flow`, `pool`,
`dead_letters` and `state` are the parts of a running stage, `stages` the stages, and `runtime` the
Faust apps that run them. `readmodel` is what the web view shows.
"""

"""The same as a Bytewax dataflow: `python -m bytewax.testing bytewax_flow:flow -p 2`."""

import os

import bytewax.operators as op
from bytewax.connectors.kafka import KafkaSinkMessage, KafkaSourceMessage
from bytewax.connectors.kafka import operators as kop
from bytewax.dataflow import Dataflow
from reading import entities, load, text_of

BROKERS = [os.environ["BROKER"]]
nlp = load()


def analyse(message: KafkaSourceMessage) -> KafkaSinkMessage:
    """Return the message that goes out for one that came in."""
    return KafkaSinkMessage(message.key, entities(nlp(text_of(message.value))))


flow = Dataflow("articles")
source = kop.input("source", flow, brokers=BROKERS, topics=[os.environ["SOURCE"]])
op.raises("errors", source.errs)
analysed = op.map("analyse", source.oks, analyse)
kop.output("target", analysed, brokers=BROKERS, topic=os.environ["TARGET"])

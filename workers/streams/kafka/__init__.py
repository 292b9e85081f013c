"""Speaking to Kafka beside Faust: the embedded broker, topics, headers, publishing, reading."""

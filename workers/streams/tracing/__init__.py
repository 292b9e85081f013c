"""Spans of the work on articles, exported by OTLP where the environment asks for it.

`exporting` reads the environment; `spans` says what is traced; only `open_telemetry` imports the
libraries of OpenTelemetry.
"""

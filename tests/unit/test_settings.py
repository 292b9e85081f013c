import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from workers.settings import Settings, SettingsError

TESTS = Path(__file__).parents[1]
READ = re.compile(r'environ(?:\.get\(|\[)"(DATELINE_[A-Z_]+)"')


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    config = tmp_path / "dateline.toml"
    config.write_text('web_port = 7000\nbroker = "file:1"\n', encoding="utf-8")
    settings = Settings.from_env({"DATELINE_CONFIG": str(config), "DATELINE_WEB_PORT": "8000"})
    assert (settings.web_port, settings.broker) == (8000, "file:1")


def test_an_option_of_the_command_line_wins_over_both() -> None:
    assert Settings.from_env({"DATELINE_BROKER": "a:1"}, broker="b:2").broker == "b:2"


def test_stages_are_given_with_commas() -> None:
    assert Settings.from_env({"DATELINE_STAGES": "prepare,extract"}).stages == (
        "prepare",
        "extract",
    )


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"DATELINE_WEB_PORT": "many"}, "web_port"),
        ({"DATELINE_WEB_PORT": "-1"}, "web_port"),
        ({"DATELINE_WEB_PORT": "65536"}, "web_port"),
        ({"DATELINE_STAGES": "prepare,guess"}, "guess"),
        ({"DATELINE_STAGES": ""}, "stages"),
        ({"DATELINE_PARTITIONS": "0"}, "partitions"),
        ({"DATELINE_POOL_PROCESSES": "-1"}, "pool_processes"),
        ({"DATELINE_BATCH_TIMEOUT": "0"}, "batch_timeout"),
        ({"DATELINE_BATCH_TIMEOUT": "nan"}, "batch_timeout"),
        ({"DATELINE_STALL_TIMEOUT": "inf"}, "stall_timeout"),
        ({"DATELINE_DRAIN_TIMEOUT": "-5"}, "drain_timeout"),
        ({"DATELINE_DEAD_LETTER_SHARE": "1.5"}, "dead_letter_share"),
        ({"DATELINE_TOPIC_PREFIX": "date line"}, "topic_prefix"),
        ({"DATELINE_GROUP_PREFIX": ""}, "group_prefix"),
        ({"DATELINE_BROKER": ""}, "broker"),
        ({"DATELINE_LOG_LEVEL": "LOUD"}, "log_level"),
        ({"DATELINE_SHARD_BY": "mood"}, "shard_by"),
        ({"DATELINE_WEB_ENABLED": "perhaps"}, "web_enabled"),
        ({"DATELINE_WEB_TOKEN": "short"}, "web_token"),
        ({"DATELINE_WEB_TOKEN": "ключ" * 10}, "web_token"),
        ({"DATELINE_CONFIG": "/nowhere.toml"}, "/nowhere.toml"),
    ],
)
def test_a_setting_that_does_not_fit_is_named(environ: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said) as caught:
        Settings.from_env(environ)
    assert "\n" not in str(caught.value)
    assert "Value error" not in str(caught.value)


def test_a_level_may_be_written_small() -> None:
    assert Settings.from_env({"DATELINE_LOG_LEVEL": "debug"}).log_level == "DEBUG"


def test_an_unknown_name_in_the_file_is_an_error(tmp_path: Path) -> None:
    config = tmp_path / "dateline.toml"
    config.write_text("web_prot = 7000\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="web_prot"):
        Settings.from_env({"DATELINE_CONFIG": str(config)})


def test_a_misspelt_variable_is_an_error() -> None:
    with pytest.raises(SettingsError, match="web_prot"):
        Settings.from_env({"DATELINE_WEB_PROT": "7000"})


SECRETS = ("kafka_password", "kafka_key_password", "web_token")


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_not_printed(name: str) -> None:
    assert "hunter2hunter2hunter2" not in repr(Settings(**{name: "hunter2hunter2hunter2"}))  # type: ignore[arg-type]


def test_no_other_setting_sounds_like_a_secret() -> None:
    assert {item.name for item in fields(Settings) if not item.repr} == set(SECRETS)
    assert not [
        item.name
        for item in fields(Settings)
        if item.repr and re.search("password|token|secret", item.name)
    ]


@pytest.mark.parametrize(
    "line",
    ['kafka_password = "hunter2hunter2', "kafka_password = hunter2hunter2", "kafka_password = 2"],
)
def test_a_secret_in_a_file_that_is_wrong_is_not_printed(tmp_path: Path, line: str) -> None:
    config = tmp_path / "dateline.toml"
    config.write_text(line, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({"DATELINE_CONFIG": str(config)})
    assert "hunter2" not in str(caught.value)


def test_the_variables_that_tests_read_are_no_settings_that_a_command_refuses() -> None:
    read = {
        name
        for path in TESTS.rglob("*.py")
        for name in READ.findall(path.read_text(encoding="utf-8"))
    }
    assert "DATELINE_EVAL" in read
    Settings.from_env(dict.fromkeys(read, ""))


def test_a_command_runs_where_the_variables_of_the_tests_are_set() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workers", "extract", "-"],
        input=b"",
        capture_output=True,
        check=False,
        env={**os.environ, "DATELINE_EVAL": "somewhere", "DATELINE_TEST_KAFKA": "own"},
    )
    assert (done.returncode, done.stderr) == (0, b"")

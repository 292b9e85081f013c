from pathlib import Path

import pytest

from workers.settings import Settings, SettingsError


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    config = tmp_path / "dateline.toml"
    config.write_text('web_port = 7000\nbroker = "file:1"\n', encoding="utf-8")
    settings = Settings.from_env({"DATELINE_CONFIG": str(config), "DATELINE_WEB_PORT": "8000"})
    assert (settings.web_port, settings.broker) == (8000, "file:1")


def test_an_option_of_the_command_line_wins_over_both() -> None:
    assert Settings.from_env({"DATELINE_BROKER": "a:1"}, broker="b:2").broker == "b:2"


def test_stages_are_given_with_commas() -> None:
    assert Settings.from_env({"DATELINE_STAGES": "prepare,extract"}).stages == ("prepare", "extract")


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"DATELINE_WEB_PORT": "many"}, "web_port"),
        ({"DATELINE_STAGES": "prepare,guess"}, "guess"),
        ({"DATELINE_CONFIG": "/nowhere.toml"}, "/nowhere.toml"),
    ],
)
def test_a_setting_that_does_not_fit_is_named(environ: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        Settings.from_env(environ)


def test_an_unknown_name_in_the_file_is_an_error(tmp_path: Path) -> None:
    config = tmp_path / "dateline.toml"
    config.write_text("web_prot = 7000\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="web_prot"):
        Settings.from_env({"DATELINE_CONFIG": str(config)})


def test_a_misspelt_variable_is_an_error() -> None:
    with pytest.raises(SettingsError, match="web_prot"):
        Settings.from_env({"DATELINE_WEB_PROT": "7000"})


def test_the_password_is_not_printed() -> None:
    assert "hunter2" not in repr(Settings(kafka_password="hunter2"))

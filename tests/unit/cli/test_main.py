import pytest

from workers.cli.main import COMMANDS, main


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    for command in COMMANDS:
        name = command.__name__.rsplit(".", 1)[1].replace("_", "-")
        assert f"\n    {name}" in shown, name


def test_an_unknown_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["guess"])
    assert ended.value.code == 2
    assert "guess" in capsys.readouterr().err


def test_a_setting_that_does_not_fit_is_named_without_a_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_WEB_PORT", "many")
    assert main(["version"]) == 2
    assert "web_port" in capsys.readouterr().err


def test_a_broker_that_is_not_there_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["topics", "create", "--broker", "127.0.0.1:1"]) == 69
    assert capsys.readouterr().err == (
        "dateline: The broker at 127.0.0.1:1 cannot be reached (Connection refused): "
        "is it running? Its address is DATELINE_BROKER.\n"
    )


def test_version_names_what_it_stands_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["version"]) == 0
    assert "faust-streaming" in capsys.readouterr().out

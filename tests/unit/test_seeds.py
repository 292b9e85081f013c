import pytest

from seeds import producer


@pytest.mark.parametrize(("argument", "status"), [("--help", 0), ("--halp", 2), ("more", 2)])
def test_what_is_no_call_to_publish_publishes_nothing(
    argument: str, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(
        "DATELINE_BROKER", "127.0.0.1:1"
    )  # asked to publish, it would fail there with 69
    with pytest.raises(SystemExit) as ended:
        producer.main([argument])
    assert ended.value.code == status
    shown = capsys.readouterr()
    assert "python -m seeds.producer" in shown.out + shown.err
    assert "cannot be reached" not in shown.err


def test_without_arguments_it_publishes_and_a_broker_that_is_not_there_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_BROKER", "127.0.0.1:1")
    assert producer.main([]) == 69
    assert "cannot be reached" in capsys.readouterr().err

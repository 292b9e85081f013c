import pytest

from workers.feeds.http.addresses import RefusedAddress, checked, is_public, shown

PRIVATE = """
127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 \
100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255
::1 :: fe80::1 fe80::1%eth0 fc00::1 ff02::1 ::ffff:127.0.0.1 64:ff9b::7f00:1 2002:7f00:1::
"""


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"]
)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_addresses_of_private_networks_are_not_whatever_they_are_wrapped_in(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://e.org/x",
        "e.org/rss",
        "",
        "http://",
        "gopher://x",
        "http://[::1",
        "https://" + "e" * 5000,
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(RefusedAddress):
        checked(url, allow_private=True)


def test_a_private_number_is_refused_unless_allowed() -> None:
    with pytest.raises(RefusedAddress, match="--allow-private"):
        checked("http://192.168.1.1/rss", allow_private=False)
    assert checked("http://192.168.1.1/rss", allow_private=True).host == "192.168.1.1"


def test_names_and_passwords_are_not_shown() -> None:
    assert shown("https://ana:secret@e.org/rss?x=1") == "https://e.org/rss?x=1"
    assert len(shown("https://e.org/" + "x" * 500)) == 200
    assert shown("http://ana:secret@[") == "http://["
    with pytest.raises(RefusedAddress) as refused:
        checked("http://ana:secret@[::1", allow_private=True)
    assert "secret" not in str(refused.value)

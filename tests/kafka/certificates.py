"""Certificates made on the fly with `openssl`: an authority, and what it signs."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Authority:
    """A certificate authority of our own, with its files in `folder`."""

    folder: Path
    name: str

    @classmethod
    def make(cls, folder: Path, name: str) -> "Authority":
        folder.mkdir(parents=True, exist_ok=True)
        made = cls(folder, name)
        _openssl(
            "req",
            "-x509",
            *_new_key(made.key),
            "-days",
            "2",
            "-subj",
            f"/CN={name}",
            "-out",
            str(made.certificate),
        )
        return made

    @property
    def certificate(self) -> Path:
        return self.folder / f"{self.name}.pem"

    @property
    def key(self) -> Path:
        return self.folder / f"{self.name}.key"

    def sign(self, name: str, *hosts: str) -> "Signed":
        """A key with its certificate, for a client of that name, or for a server at `hosts`.

        A host is written as in `IP:127.0.0.1` or `DNS:localhost`.
        """
        signed = Signed(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        request = self.folder / f"{name}.csr"
        _openssl("req", *_new_key(signed.key), "-subj", f"/CN={name}", "-out", str(request))
        extensions = self.folder / f"{name}.ext"
        extensions.write_text(
            f"subjectAltName={','.join(hosts)}\n" if hosts else "basicConstraints=CA:FALSE\n"
        )
        authority = ["-CA", str(self.certificate), "-CAkey", str(self.key), "-CAcreateserial"]
        _openssl(
            "x509",
            "-req",
            "-in",
            str(request),
            *authority,
            "-days",
            "2",
            "-extfile",
            str(extensions),
            "-out",
            str(signed.certificate),
        )
        return signed


@dataclass(frozen=True)
class Signed:
    """A certificate and its key, as PEM files."""

    certificate: Path
    key: Path

    def both(self) -> Path:
        """One file with the key and the certificate, as Kafka wants it."""
        both = self.key.with_suffix(".both.pem")
        both.write_text(self.key.read_text() + self.certificate.read_text())
        return both


def _new_key(path: Path) -> list[str]:
    return [
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-keyout",
        str(path),
    ]


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)  # noqa: S607 - whichever is installed

"""Certificates made for the moment: of an authority of our own, and of servers that it vouches for, or does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


class Authority:
    """Somebody who vouches for servers."""

    def __init__(self, name: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        said = _about(self._name, self._name, self._key, -1, 10)
        self._certificate = said.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True).sign(
            self._key, hashes.SHA256()
        )

    def keep(self, file: Path) -> None:
        """Write its certificate, for whoever trusts it."""
        file.write_bytes(self._certificate.public_bytes(Encoding.PEM))

    def vouch(self, folder: Path, *, address: str = "127.0.0.1", days: int = 10) -> None:
        """A key and a certificate for the server at an address, good for so many days; past ones if negative."""
        key = ec.generate_private_key(ec.SECP256R1())
        own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "peer.test")])
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
        said = _about(own, self._name, key, min(-1, days - 10), days).add_extension(names, critical=False)
        made = said.sign(self._key, hashes.SHA256())
        (folder / "certificate.pem").write_bytes(made.public_bytes(Encoding.PEM))
        (folder / "key.pem").write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        )


def _about(
    whose: x509.Name, by: x509.Name, key: ec.EllipticCurvePrivateKey, first: int, last: int
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(whose)
        .issuer_name(by)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=first))
        .not_valid_after(now + timedelta(days=last))
    )

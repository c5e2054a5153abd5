"""The same over TLS, and through a proxy: real sockets, a certificate made for the test."""

import socket
import ssl
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from generator.mirror.web import Web
from generator.signing.faults import Fault
from tests.mirror.kit import HASTY, NOW, Server, TestOrigin, drip, new_mirror, served, write_site


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=9000))
        .not_valid_after(NOW + timedelta(days=9000))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "tls.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


@pytest.fixture
def origin(tmp_path: Path) -> TestOrigin:
    made = TestOrigin(tmp_path / "origin")
    made.release(write_site(tmp_path / "site", 1))
    return made


@pytest.fixture
def server(origin, certificate):
    made = Server(origin.folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    made._server.socket = context.wrap_socket(made._server.socket, server_side=True)
    made.address = made.address.replace("http://127.0.0.1", "https://localhost")
    yield made
    made.close()


def trusting(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate))


def test_a_mirror_follows_over_tls(origin, server, certificate, tmp_path) -> None:
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    mirror.sync(Web(server.address, HASTY, context=trusting(certificate)))
    assert served(mirror) == "edition 1"


def test_an_unknown_certificate_is_refused(origin, server, tmp_path) -> None:
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    with pytest.raises(Fault) as fault:
        mirror.sync(Web(server.address, HASTY))
    assert fault.value.code == "network"
    assert server.asked == []


def test_a_drip_over_tls_is_cut_off_too(origin, server, certificate, tmp_path) -> None:
    data = (origin.folder / "metadata/timestamp.json").read_bytes()
    server.answers["metadata/timestamp.json"] = drip(data)
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    with pytest.raises(Fault) as fault:
        mirror.sync(Web(server.address, HASTY, context=trusting(certificate)))
    assert fault.value.code == "slow"


def test_tls_is_never_left_by_a_redirect(server, certificate) -> None:
    def away(handler) -> None:
        handler.send_response(301)
        handler.send_header("Location", "http://127.0.0.1/x")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server.answers["x"] = away
    session = Web(server.address, HASTY, context=trusting(certificate)).session()
    with pytest.raises(Fault, match="chuyển hướng"), session.open("x"):
        pass


def test_a_mirror_follows_through_a_proxy(origin, tmp_path) -> None:
    """What a proxy gets: the whole address in the first line."""
    lines: list[bytes] = []
    there = Server(origin.folder)
    port = int(there.address.rpartition(":")[2])
    proxy = socket.create_server(("127.0.0.1", 0))

    def relay() -> None:
        while True:
            line, _ = proxy.accept()
            threading.Thread(target=carry, args=(line,), daemon=True).start()

    def carry(line: socket.socket) -> None:
        with (
            line,
            line.makefile("rwb") as near,
            socket.create_connection(("127.0.0.1", port)) as far,
            far.makefile("rwb") as server,
        ):
            while request := near.readline():
                lines.append(request)
                address = request.split(b" ")[1].replace(b"http://origin.example", b"")
                server.write(b"GET " + address + b" HTTP/1.1\r\n")
                while (header := near.readline()) != b"\r\n":
                    server.write(header)
                server.write(b"\r\n")
                server.flush()
                length = 0
                while (header := server.readline()) != b"\r\n":
                    near.write(header)
                    if header.lower().startswith(b"content-length:"):
                        length = int(header.split(b":")[1])
                near.write(b"\r\n" + server.read(length))
                near.flush()

    threading.Thread(target=relay, daemon=True).start()
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    address = f"http://127.0.0.1:{proxy.getsockname()[1]}"
    mirror.sync(Web("http://origin.example", HASTY, proxy=address))
    assert served(mirror) == "edition 1"
    assert lines[0].startswith(b"GET http://origin.example/metadata/2.root.json ")

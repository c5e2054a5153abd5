"""More of the published cases of TUF's client conformance, each also judged by python-tuf.

What a client asks for and keeps when a role is badly signed, missing, of another type or version,
or signed twice by one key; expiry of what it has at hand.  See ``test_conformance_table``.
"""

import json
from collections.abc import Callable

import pytest
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile

from tests.mirror.kit import NOW, later, signer
from tests.mirror.repository import TOP, Clients, Repository

EXPIRED = later(NOW, days=-1)


@pytest.fixture
def repository() -> Repository:
    return Repository()


@pytest.fixture
def clients(repository: Repository, tmp_path) -> Clients:
    return Clients(repository, tmp_path)


def versions(clients: Clients) -> dict[str, int]:
    return clients.versions(clients.trust.folder)


def last_asked(clients: Clients) -> str:
    return clients.asked[-1].removeprefix("metadata/")


def republish(repository: Repository) -> None:
    """Every role once more, with its next version."""
    repository.publish("root")
    repository.publish("targets")


def test_metadata_is_kept_byte_for_byte(repository, clients) -> None:
    names = {"root": "1.root", "snapshot": "1.snapshot", "targets": "1.targets"}
    repository.files["metadata/timestamp.json"] += b" \n "
    assert clients.look()
    for role in TOP:
        data = repository.files[f"metadata/{names.get(role, role)}.json"]
        for folder in (clients.trust.folder, clients.theirs):
            assert (folder / f"{role}.json").read_bytes() == data


BEFORE = {
    "root": {"root": 1},
    "timestamp": {"root": 2},
    "snapshot": {"root": 2, "timestamp": 2},
    "targets": {"root": 2, "timestamp": 2, "snapshot": 2},
}
"""What a new client believes when this role is bad and all before it are good."""


@pytest.mark.parametrize("role", BEFORE)
def test_a_role_without_signatures_stops_what_comes_after_it(repository, clients, role) -> None:
    repository.signers[role] = []
    republish(repository)
    assert not clients.look()
    assert versions(clients) == BEFORE[role]


@pytest.mark.parametrize("role", ["root", "snapshot", "targets"])
def test_a_version_that_is_not_the_one_in_the_address_is_refused(repository, clients, role) -> None:
    republish(repository)
    payload = repository.signed[role]
    payload.version = 3
    data = repository.put(role)
    repository.files[f"metadata/2.{role}.json"] = data
    del repository.files[f"metadata/3.{role}.json"]
    assert not clients.look()
    assert versions(clients) == BEFORE[role]


def test_a_timestamp_that_is_gone_fails_the_refresh(repository, clients) -> None:
    assert clients.look()
    del repository.files["metadata/timestamp.json"]
    assert not clients.look()
    assert last_asked(clients) == "timestamp.json"


def test_a_snapshot_that_is_gone_leaves_the_timestamp_known(repository, clients) -> None:
    assert clients.look()
    repository.signed["timestamp"].snapshot_meta.version += 1
    repository.publish_timestamp()
    assert not clients.look()
    assert last_asked(clients) == "2.snapshot.json"
    assert versions(clients) == {"root": 1, "snapshot": 1, "targets": 1, "timestamp": 2}


def test_targets_that_are_gone_leave_the_snapshot_known(repository, clients) -> None:
    assert clients.look()
    repository.signed["snapshot"].meta["targets.json"].version += 1
    repository.publish_snapshot()
    assert not clients.look()
    assert last_asked(clients) == "2.targets.json"
    assert versions(clients) == {"root": 1, "snapshot": 2, "targets": 1, "timestamp": 2}


def test_new_targets_that_no_snapshot_names_are_not_asked_for(repository, clients) -> None:
    assert clients.look()
    repository.signed["targets"].version = 2
    repository.put("targets")
    assert clients.look()
    assert last_asked(clients) == "timestamp.json"
    assert versions(clients)["targets"] == 1


def test_a_snapshot_changed_behind_the_timestamp_is_not_asked_for(repository, clients) -> None:
    repository.publish_snapshot()
    assert clients.look()
    repository.signed["snapshot"].version = 1
    repository.put("snapshot")
    assert clients.look()
    assert last_asked(clients) == "timestamp.json"
    assert versions(clients)["snapshot"] == 2


def test_a_snapshot_in_the_place_of_a_timestamp_is_refused(repository, clients) -> None:
    """Well signed by the timestamp's key, and even its fields would do."""
    both = [*repository.signers["snapshot"], *repository.signers["timestamp"]]
    repository.give_keys("snapshot", both)
    repository.signed["snapshot"].meta = {"snapshot.json": MetaFile(1)}
    repository.signed["snapshot"].version = 2
    repository.publish("root")
    repository.files["metadata/timestamp.json"] = repository.put("snapshot")
    assert not clients.look()
    assert versions(clients) == {"root": 2}


@pytest.mark.parametrize("newer", [True, False])
def test_a_root_that_expired_at_hand_is_replaced_or_stops_all(repository, clients, newer) -> None:
    repository.signed["root"].expires = later(NOW, days=7)
    repository.publish("root")
    assert clients.look()
    repository.signed["root"].expires = later(NOW, days=21)
    if newer:
        repository.publish("root")
    assert clients.look(now=later(NOW, days=18)) == newer
    assert versions(clients)["root"] == 2 + newer


def delegate(repository: Repository, role: str, days: int) -> None:
    repository.delegate("targets", role, ["*"], terminating=False)
    repository.signed[role].expires = later(NOW, days=days)
    for name in ("first", "second"):
        repository.add_target(role, name, name.encode())
    repository.publish("targets", role)


def test_a_delegated_role_that_is_expired_from_the_start_is_never_kept(repository, clients) -> None:
    delegate(repository, "delegated", -1)
    assert clients.look()
    assert not clients.look("first")
    assert "delegated" not in versions(clients)


@pytest.mark.parametrize("newer", [True, False])
def test_a_delegated_role_that_expired_at_hand_is_replaced_or_not_used(
    repository, clients, newer
) -> None:
    delegate(repository, "delegated", 7)
    assert clients.look("first")
    if newer:
        repository.signed["delegated"].expires = later(NOW, days=21)
        repository.publish("delegated")
    assert clients.look("second", now=later(NOW, days=18)) == newer


@pytest.mark.parametrize("role", ["role1", "..", "."])
def test_files_without_versions_and_roles_with_odd_names(repository, clients, role) -> None:
    assert clients.look()
    repository.signed["root"].consistent_snapshot = False
    repository.publish("root")
    delegate(repository, role, 5)
    assert clients.look("first")
    assert clients.asked[-1] == f"metadata/{role}.json"


def signatures_of(repository: Repository, name: str) -> dict:
    return json.loads(repository.files[f"metadata/{name}.json"])


def replace(repository: Repository, name: str, record: dict) -> None:
    repository.files[f"metadata/{name}.json"] = json.dumps(record).encode()


def test_one_key_named_nine_times_signs_once(repository, clients) -> None:
    holder = signer("nine times")
    repository.give_keys("snapshot", [holder], 1)
    repository.publish("root")
    repository.publish_snapshot()
    root = signatures_of(repository, "2.root")["signed"]
    role = repository.signed["root"].roles["snapshot"]
    assert root["roles"]["snapshot"]["keyids"] == [holder.public_key.keyid]
    role.threshold = 6
    repository.publish("root")
    record = signatures_of(repository, "2.snapshot")
    record["signatures"] *= 9
    replace(repository, "2.snapshot", record)
    assert not clients.look()
    assert "snapshot" not in versions(clients)


def test_a_signature_that_stands_there_twice_is_refused(repository, clients) -> None:
    record = signatures_of(repository, "1.snapshot")
    record["signatures"] *= 2
    replace(repository, "1.snapshot", record)
    assert not clients.look()
    assert "snapshot" not in versions(clients)


@pytest.mark.parametrize("wrong", ["of something else", ""])
def test_a_wrong_signature_beside_enough_good_ones_does_no_harm(repository, clients, wrong) -> None:
    old = signatures_of(repository, "timestamp")["signatures"][0]
    repository.give_keys("timestamp", [*repository.signers["timestamp"], signer("second")])
    repository.publish("root")
    repository.publish_timestamp()
    record = signatures_of(repository, "timestamp")
    for entry in record["signatures"]:
        if entry["keyid"] == old["keyid"]:
            entry["sig"] = old["sig"] if wrong else ""
    replace(repository, "timestamp", record)
    assert clients.look()
    assert versions(clients)["timestamp"] == 2


KINDS: dict[str, Callable[[], CryptoSigner]] = {
    "rsa/rsassa-pss-sha256": CryptoSigner.generate_rsa,
    "ecdsa/ecdsa-sha2-nistp256": CryptoSigner.generate_ecdsa,
    "ed25519/ed25519": CryptoSigner.generate_ed25519,
}


@pytest.mark.parametrize("kind", KINDS)
def test_roots_are_signed_with_keys_of_each_kind_and_badly_signed_ones_refused(
    repository, clients, kind
) -> None:
    """The new key is needed, and then its signature is one of the root before."""
    holder = KINDS[kind]()
    assert f"{holder.public_key.keytype}/{holder.public_key.scheme}" == kind
    repository.give_keys("root", [*repository.signers["root"], holder], 2)
    repository.publish("root")
    assert clients.look()
    old = Metadata.from_bytes(repository.files["metadata/2.root.json"])
    repository.publish("root")
    new = Metadata.from_bytes(repository.files["metadata/3.root.json"])
    keyid = holder.public_key.keyid
    new.signatures[keyid] = old.signatures[keyid]
    repository.files["metadata/3.root.json"] = new.to_bytes()
    assert not clients.look()
    assert versions(clients)["root"] == 2

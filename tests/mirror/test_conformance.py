"""The published cases of TUF's client conformance, rebuilt; each also judged by python-tuf.

The groups are those of theupdateframework/tuf-conformance: rollback, expiration, keys, rotation,
delegation graphs, quoting.  ``test_conformance_table`` names the test of each published case.
"""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import MetaFile

from tests.mirror.kit import NOW, later, signer
from tests.mirror.repository import Clients, Repository

FIRST = [
    "metadata/2.root.json",
    "metadata/timestamp.json",
    "metadata/1.snapshot.json",
    "metadata/1.targets.json",
]


@pytest.fixture(params=[False, True], ids=["versions", "hashes"])
def repository(request) -> Repository:
    return Repository(hashes=request.param)


@pytest.fixture
def clients(repository, tmp_path) -> Clients:
    return Clients(repository, tmp_path)


def test_a_first_refresh_asks_for_each_role_once(clients) -> None:
    assert clients.look()
    assert clients.asked == FIRST


def test_a_refresh_without_news_asks_for_root_and_timestamp(clients) -> None:
    clients.look()
    assert clients.look()
    assert clients.asked == FIRST[:2]


def test_a_target_that_nobody_has_fails_after_a_refresh(clients) -> None:
    assert not clients.look("nonexistent artifact")
    assert clients.asked == FIRST
    assert [clients.version(role) for role in ("root", "timestamp", "snapshot", "targets")] == [
        1,
        1,
        1,
        1,
    ]


@pytest.mark.parametrize("damage", [b'"version": 1', b'"sig": "'])
def test_a_first_root_that_does_not_hold_asks_for_nothing(repository, tmp_path, damage) -> None:
    root = repository.files["metadata/1.root.json"].replace(b'":', b'": ')
    assert damage in root
    wrong = root.replace(damage, b'"version": "x"' if b"version" in damage else b'"sig": "00')
    clients = Clients(repository, tmp_path, wrong)
    assert not clients.look()
    assert clients.asked == []


def test_unknown_attributes_are_signed_and_kept(repository, clients) -> None:
    clients.look()
    root = repository.signed["root"]
    root.unrecognized_fields["custom-field"] = "value"
    keyid = root.roles["root"].keyids[0]
    root.keys[keyid].unrecognized_fields["extra-field"] = {"a": 1, "b": 2}
    root.roles["root"].unrecognized_fields["another-field"] = "value"
    repository.publish("root")
    assert clients.look()
    assert clients.version("root") == 2


def test_files_without_versions_in_their_names_are_asked_for(tmp_path) -> None:
    repository = Repository()
    repository.signed["root"].consistent_snapshot = False
    repository.publish("root")
    repository.publish("targets")
    clients = Clients(repository, tmp_path)
    assert clients.look()
    assert clients.asked[-2:] == ["metadata/snapshot.json", "metadata/targets.json"]


# Rollback


def timestamp_back(repository: Repository) -> None:
    repository.signed["timestamp"].version = 1
    repository.put("timestamp")


def snapshot_back(repository: Repository) -> None:
    repository.signed["snapshot"].version = 1
    repository.publish_snapshot(bump=False)
    repository.publish_timestamp()


def targets_back(repository: Repository) -> None:
    repository.signed["targets"].version = 1
    repository.publish("targets", bump=False)
    repository.publish_snapshot()


def targets_gone(repository: Repository) -> None:
    repository.signed["snapshot"].meta = {"other.json": MetaFile(1)}
    repository.publish_snapshot()


def snapshot_ahead_of_timestamp(repository: Repository) -> None:
    repository.signed["timestamp"].snapshot_meta = MetaFile(9)
    repository.publish_timestamp()
    repository.files["metadata/9.snapshot.json"] = repository.files["metadata/2.snapshot.json"]


def targets_ahead_of_snapshot(repository: Repository) -> None:
    repository.signed["snapshot"].meta["targets.json"] = MetaFile(9)
    repository.publish_snapshot()
    repository.files["metadata/9.targets.json"] = repository.files["metadata/2.targets.json"]


def wrong_hash_of_targets(repository: Repository) -> None:
    data = repository.files["metadata/2.targets.json"]
    repository.signed["snapshot"].meta["targets.json"] = MetaFile.from_data(3, data, ["sha256"])
    repository.publish_snapshot()
    repository.signed["targets"].version = 3
    repository.put("targets")


def wrong_hash_of_snapshot(repository: Repository) -> None:
    repository.publish_snapshot()
    version = repository.signed["snapshot"].version
    described = MetaFile.from_data(version, b"something else", ["sha256"])
    repository.signed["timestamp"].snapshot_meta = described
    repository.publish_timestamp()


BACKWARDS = {
    "timestamp": timestamp_back,
    "snapshot": snapshot_back,
    "targets": targets_back,
    "targets gone from the snapshot": targets_gone,
    "snapshot that the timestamp does not name": snapshot_ahead_of_timestamp,
    "targets that the snapshot does not name": targets_ahead_of_snapshot,
    "targets of another hash": wrong_hash_of_targets,
    "snapshot of another hash": wrong_hash_of_snapshot,
}


@pytest.mark.parametrize("what", BACKWARDS)
def test_nothing_goes_back_or_apart(repository, clients, what: str) -> None:
    repository.publish("targets")
    assert clients.look()
    before = clients.version("targets")
    BACKWARDS[what](repository)
    assert not clients.look()
    assert clients.version("targets") == before


def test_another_timestamp_of_the_same_version_changes_nothing(repository, clients) -> None:
    clients.look()
    repository.signed["timestamp"].snapshot_meta = MetaFile(100)
    repository.put("timestamp")
    assert clients.look()
    assert clients.asked == FIRST[:2]


@pytest.mark.parametrize("roles", [("timestamp",), ("snapshot",), ("snapshot", "timestamp")])
def test_new_keys_end_a_fast_forward(repository, clients, roles) -> None:
    """A thief ran the versions up; the root takes the key away and counting starts again."""
    lowest = {"timestamp": "timestamp", "snapshot": "targets"}[roles[0]]
    if len(roles) == 2:
        lowest = "snapshot"
    repository.signed[lowest].version = 99
    if lowest == "targets":
        repository.publish("targets")
    elif lowest == "snapshot":
        repository.publish_snapshot()
    else:
        repository.publish_timestamp()
    assert clients.look()
    assert clients.version(lowest) == 100
    for role in roles:
        repository.give_keys(role, [signer(f"new {role}")])
    repository.publish("root")
    repository.signed[lowest].version = 0
    if lowest == "timestamp":
        repository.publish_timestamp()
    elif lowest == "snapshot":
        repository.signed["timestamp"].version = 0
        repository.publish_snapshot()
    else:
        repository.publish("targets")
    assert clients.look()
    assert clients.version(lowest) == 1


# Expiration


@pytest.mark.parametrize("role", ["root", "timestamp", "snapshot", "targets"])
def test_an_expired_role_stops_the_refresh(repository, clients, role: str) -> None:
    assert clients.look()
    repository.signed[role].expires = later(NOW, days=-1)
    if role in ("root", "targets"):
        repository.publish(role)
    elif role == "snapshot":
        repository.publish_snapshot()
    else:
        repository.publish_timestamp()
    assert not clients.look()
    assert clients.version(role) == (2 if role == "root" else 1)


def test_expired_metadata_at_hand_still_guards_the_next(repository, clients) -> None:
    repository.signed["timestamp"].expires = later(NOW, days=7)
    repository.publish_timestamp()
    assert clients.look()
    repository.signed["timestamp"].expires = later(NOW, days=21)
    repository.publish("targets")
    assert clients.look(now=later(NOW, days=18))
    assert clients.version("targets") == 2
    repository.signed["timestamp"].version = 1
    repository.put("timestamp")
    assert not clients.look(now=later(NOW, days=18))


def test_an_expired_root_may_stand_between(repository, clients) -> None:
    repository.signed["root"].expires = later(NOW, days=-9)
    repository.publish("root")
    repository.signed["root"].expires = later(NOW, days=9)
    repository.publish("root")
    assert clients.look()
    assert clients.version("root") == 3


def test_an_expired_first_root_is_a_beginning_too(tmp_path) -> None:
    repository = Repository()
    repository.signed["root"].expires = NOW - timedelta(days=900)
    first = repository.put("root")
    repository.signed["root"].expires = later(NOW, days=9)
    repository.publish("root")
    assert Clients(repository, tmp_path, first).look()


# Keys

KEYS = [signer(f"rotating {number}") for number in range(10)]
Step = tuple[str, int, str]
"""Keys of the version, its threshold, who signs it; digits name keys."""

ROOTS: dict[str, tuple[list[Step], bool]] = {
    "exchanged": ([("1", 1, "1"), ("2", 1, "21"), ("2", 1, "2")], True),
    "signatures of strangers": ([("1", 1, "314"), ("2", 1, "3214"), ("2", 1, "324")], True),
    "any three of five": ([("01234", 3, "024"), ("01234", 3, "041"), ("01234", 3, "013")], True),
    "one of five exchanged": ([("01234", 3, "024"), ("01345", 3, "041")], True),
    "one of five, by both": (
        [("01234", 3, "024"), ("01345", 3, "0245"), ("01345", 3, "045")],
        True,
    ),
    "all five exchanged": (
        [("01234", 3, "024"), ("56789", 3, "024567"), ("56789", 3, "567")],
        True,
    ),
    "threshold raised": ([("123", 1, "1"), ("123", 2, "12")], True),
    "threshold lowered": ([("123", 2, "12"), ("123", 1, "12"), ("123", 1, "1")], True),
    "second key, both needed": ([("1", 1, "1"), ("12", 2, "12")], True),
    "not signed by the old key": ([("1", 1, "1"), ("2", 1, "234")], False),
    "not signed by the new key": ([("1", 1, "1"), ("2", 1, "134")], False),
    "too few new": ([("01234", 3, "024"), ("01345", 3, "024")], False),
    "too few old": ([("01234", 3, "024"), ("01345", 3, "045")], False),
    "raised threshold not reached": ([("123", 1, "1"), ("123", 2, "2")], False),
    "old threshold not reached": ([("123", 2, "12"), ("123", 1, "1")], False),
}


def named(digits: str) -> list[CryptoSigner]:
    return [KEYS[int(digit)] for digit in digits]


@pytest.mark.parametrize("case", ROOTS)
def test_roots_follow_each_other_by_both_thresholds(tmp_path, case: str) -> None:
    steps, good = ROOTS[case]
    repository = Repository()
    for version, (keys, threshold, signing) in enumerate(steps, 1):
        repository.give_keys("root", named(keys), threshold)
        repository.signers["root"] = named(signing)
        repository.signed["root"].version = version
        repository.put("root")
    clients = Clients(repository, tmp_path)
    assert clients.look() == good
    assert clients.version("root") == len(steps) - (not good)


OTHERS: dict[str, tuple[Step, bool]] = {
    "exchanged": (("2", 1, "2"), True),
    "signatures of strangers": (("1", 1, "314"), True),
    "not the new key": (("2", 1, "134"), False),
    "a stranger among three": (("01345", 3, "024"), False),
    "two of three": (("01345", 3, "04"), False),
    "three of five": (("01234", 3, "024"), True),
    "another three of five": (("01234", 3, "041"), True),
    "a third three of five": (("01234", 3, "013"), True),
    "a fourth three of five": (("01234", 3, "123"), True),
    "a fifth three of five": (("01234", 3, "234"), True),
    "one key three times": (("01234", 3, "000"), False),
    "threshold above the number of keys": (("012", 4, "012"), False),
}


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
@pytest.mark.parametrize("case", OTHERS)
def test_other_roles_need_the_threshold_of_the_new_root(clients, repository, case, role) -> None:
    (keys, threshold, signing), good = OTHERS[case]
    repository.give_keys(role, named(keys), threshold)
    repository.signers[role] = named(signing)
    repository.publish("root")
    repository.publish("targets")
    assert clients.look() == good


def test_keys_that_only_the_root_knows_do_not_count(repository, clients) -> None:
    assert clients.look()
    repository.give_keys("snapshot", named("0123"), 4)
    repository.signers["snapshot"] = named("012")
    repository.publish("root")
    repository.publish("targets")
    assert not clients.look()
    assert clients.version("root") == 2


@pytest.mark.parametrize("make", [CryptoSigner.generate_rsa, CryptoSigner.generate_ecdsa])
def test_keys_of_other_kinds_are_understood(
    repository, clients, make: Callable[[], CryptoSigner]
) -> None:
    repository.give_keys("timestamp", [make()])
    repository.publish("root")
    repository.publish_timestamp()
    assert clients.look()


def test_an_unknown_hash_list_of_a_key_does_not_matter(repository, clients) -> None:
    root = repository.signed["root"]
    keyid = root.roles["snapshot"].keyids[0]
    root.keys[keyid].unrecognized_fields["keyid_hash_algorithms"] = ["md5"]
    repository.publish("root")
    repository.publish("targets")
    assert clients.look()


# Delegations: delegator > role, "!" terminating, ":" another pattern than "*"

GRAPHS: dict[str, tuple[str, str]] = {
    "one": ("targets>A", "A"),
    "two beside each other": ("targets>A targets>B", "AB"),
    "two levels": ("targets>A targets>B B>C", "ABC"),
    "depth first": ("targets>A targets>B A>C A>D", "ACDB"),
    "depth first, three levels": ("targets>A targets>B A>C C>D", "ACDB"),
    "terminating": ("targets>A targets>B A>C! A>D", "AC"),
    "terminating, with children": ("targets>A targets>B A>C! C>D", "ACD"),
    "pattern that does not match": ("targets>A:*.py targets>B A>C", "B"),
    "pattern that does not match below": ("targets>A targets>B A>C:*.py C>D", "AB"),
    "circle": ("targets>A targets>B B>C C>D D>B", "ABCD"),
    "two ways to a third": ("targets>A targets>B B>C A>C", "ACB"),
    "two ways, one matches": ("targets>A targets>B B>C A>C:*.py", "ABC"),
}


def draw(repository: Repository, graph: str) -> None:
    roles = ["targets"]
    for edge in graph.split():
        delegator, _, rest = edge.partition(">")
        role, _, pattern = rest.partition(":")
        terminating = role.endswith("!")
        role = role.rstrip("!")
        repository.delegate(delegator, role, [pattern or "*"], terminating=terminating)
        roles += [name for name in (delegator, role) if name not in roles]
    repository.publish(*roles)


@pytest.mark.parametrize("name", GRAPHS)
def test_delegations_are_walked_in_order(repository, clients, name: str) -> None:
    graph, order = GRAPHS[name]
    draw(repository, graph)
    assert not clients.look("missingpath")
    asked = [path.removesuffix(".json").rpartition(".")[2] for path in clients.asked[4:]]
    assert "".join(asked) == order


FOUND: dict[str, tuple[str, bool, str]] = {
    "top level": ("targetfile", True, ""),
    "wildcard": ("README.md", True, "A"),
    "with slashes": ("releases/x/x_v1", True, "BC"),
    "with slashes and an ending": ("releases/y/y_v1.zip", True, "BD"),
    "not delegated all along the way": ("releases/z/z_v1.zip", False, "B"),
}


@pytest.mark.parametrize("case", FOUND)
def test_a_target_is_found_where_all_delegate_it(repository, clients, case: str) -> None:
    path, found, order = FOUND[case]
    draw(
        repository,
        "targets>A:*.md targets>B:releases/*/* B>C:releases/x/* B>D:releases/y/*.zip",
    )
    for role, target in (
        ("targets", "targetfile"),
        ("A", "README.md"),
        ("C", "releases/x/x_v1"),
        ("D", "releases/y/y_v1.zip"),
        ("D", "releases/z/z_v1.zip"),
    ):
        repository.add_target(role, target, target.encode())
    repository.publish("targets", "A", "B", "C", "D")
    assert clients.look(path) == found
    asked = [name.removesuffix(".json").rpartition(".")[2] for name in clients.asked[4:]]
    assert "".join(asked) == order


def test_a_delegated_role_that_has_expired_hides_its_targets_alone(repository, clients) -> None:
    draw(repository, "targets>A:a* targets>B:b*")
    repository.add_target("A", "a1", b"1")
    repository.add_target("B", "b1", b"2")
    repository.signed["A"].expires = later(NOW, days=-1)
    repository.publish("A", "B")
    assert not clients.look("a1")
    assert clients.look("b1")


QUOTED = ["?", "#", "/delegatedrole", "../delegatedrole", "a b", "%2e", "đ"]


@pytest.mark.parametrize("role", QUOTED)
def test_a_role_of_any_name_stays_inside_its_folder(repository, tmp_path, role: str) -> None:
    folder = tmp_path / "clients"
    folder.mkdir()
    clients = Clients(repository, folder)
    repository.delegate("targets", role, ["*"], terminating=False)
    repository.add_target(role, "artifact", b"1")
    repository.publish("targets", role)
    version = repository.signed[role].version
    repository.files[f"metadata/{version}.{quote(role, safe='')}.json"] = repository.put(role)
    assert clients.look("artifact")
    assert {path.name for path in tmp_path.iterdir()} == {"clients"}
    assert {path.name for path in folder.iterdir()} == {"ours", "theirs"}

"""Every published case of theupdateframework/tuf-conformance, and the test here that rebuilds it.

The suite is not on PyPI and runs on a network of its own making, so its cases are rebuilt in our
words; those that it has renamed or dropped in the course of time are kept.  The numbers count
the parameters of a case where it has several.
"""

import ast
from pathlib import Path

import pytest

from tests.mirror import (
    test_conformance,
    test_conformance_basic,
    test_conformance_files,
)

MODULES = {
    "": test_conformance,
    "basic": test_conformance_basic,
    "files": test_conformance_files,
}
Case = tuple[str, str, str]

PUBLISHED: dict[str, tuple[Case, ...]] = {
    "test_basic": (
        ("basic_init_and_refresh", "", "test_a_first_refresh_asks_for_each_role_once"),
        ("basic_refresh_requests", "", "test_a_first_refresh_asks_for_each_role_once"),
        ("basic_refresh_trusted_data", "basic", "test_metadata_is_kept_byte_for_byte"),
        ("implicit_refresh", "", "test_a_target_that_nobody_has_fails_after_a_refresh"),
        ("invalid_initial_root", "", "test_a_first_root_that_does_not_hold_asks_for_nothing"),
        ("unsigned_initial_root", "", "test_a_first_root_that_does_not_hold_asks_for_nothing"),
        (
            "unsigned_metadata",
            "basic",
            "test_a_role_without_signatures_stops_what_comes_after_it",
        ),
        (
            "url_and_metadata_version_mismatch",
            "basic",
            "test_a_version_that_is_not_the_one_in_the_address_is_refused",
        ),
        (
            "timestamp_content_changes",
            "",
            "test_another_timestamp_of_the_same_version_changes_nothing",
        ),
        (
            "timestamp_eq_versions_check",
            "",
            "test_another_timestamp_of_the_same_version_changes_nothing",
        ),
        ("basic_metadata_hash_support", "", "test_nothing_goes_back_or_apart"),
        ("new_targets_hash_mismatch", "", "test_nothing_goes_back_or_apart"),
        (
            "new_targets_version_mismatch",
            "basic",
            "test_new_targets_that_no_snapshot_names_are_not_asked_for",
        ),
        ("metadata_bytes_match", "basic", "test_metadata_is_kept_byte_for_byte"),
        ("custom_fields", "", "test_unknown_attributes_are_signed_and_kept"),
        (
            "deprecated_keyid_hash_algorithms",
            "",
            "test_an_unknown_hash_list_of_a_key_does_not_matter",
        ),
        ("timestamp_404", "basic", "test_a_timestamp_that_is_gone_fails_the_refresh"),
        ("snapshot_404", "basic", "test_a_snapshot_that_is_gone_leaves_the_timestamp_known"),
        ("targets_404", "basic", "test_targets_that_are_gone_leave_the_snapshot_known"),
        (
            "incorrect_metadata_type",
            "basic",
            "test_a_snapshot_in_the_place_of_a_timestamp_is_refused",
        ),
        ("faketime", "basic", "test_a_root_that_expired_at_hand_is_replaced_or_stops_all"),
    ),
    "test_expiration": (
        ("root_expired", "", "test_an_expired_role_stops_the_refresh"),
        ("timestamp_expired", "", "test_an_expired_role_stops_the_refresh"),
        ("snapshot_expired", "", "test_an_expired_role_stops_the_refresh"),
        ("targets_expired", "", "test_an_expired_role_stops_the_refresh"),
        ("expired_metadata", "", "test_expired_metadata_at_hand_still_guards_the_next"),
        ("expired_local_timestamp", "", "test_expired_metadata_at_hand_still_guards_the_next"),
        (
            "expired_local_root",
            "basic",
            "test_a_root_that_expired_at_hand_is_replaced_or_stops_all",
        ),
        (
            "TestDelegateConsistentSnapshotDisabled",
            "basic",
            "test_files_without_versions_and_roles_with_odd_names",
        ),
    ),
    "test_delegated_expiration": (
        (
            "delegated_targets_expired",
            "basic",
            "test_a_delegated_role_that_is_expired_from_the_start_is_never_kept",
        ),
        (
            "expired_local_delegated_targets",
            "basic",
            "test_a_delegated_role_that_expired_at_hand_is_replaced_or_not_used",
        ),
        (
            "expired_local_delegated_targets_updates",
            "basic",
            "test_a_delegated_role_that_expired_at_hand_is_replaced_or_not_used",
        ),
    ),
    "test_file_download": (
        ("client_downloads_expected_file", "files", "test_a_file_comes_as_it_was_signed"),
        (
            "client_downloads_expected_file_in_sub_dir",
            "files",
            "test_a_file_comes_as_it_was_signed",
        ),
        (
            "repository_substitutes_target_file",
            "files",
            "test_a_file_that_was_exchanged_is_not_taken",
        ),
        (
            "multiple_changes_to_target",
            "files",
            "test_of_many_changes_each_is_followed_and_no_exchange_is",
        ),
        ("download_with_hash_algorithms", "files", "test_a_file_is_taken_by_its_sha256"),
        (
            "download_with_unknown_hash_algorithm",
            "files",
            "test_a_file_without_a_sha256_is_refused",
        ),
    ),
    "test_keys": (
        ("root_has_keys_but_not_snapshot", "", "test_keys_that_only_the_root_knows_do_not_count"),
        ("wrong_hashing_algorithm", "", "test_an_unknown_hash_list_of_a_key_does_not_matter"),
        (
            "snapshot_threshold",
            "",
            "test_other_roles_need_the_threshold_of_the_new_root",
        ),
        (
            "snapshot_does_not_meet_threshold",
            "",
            "test_other_roles_need_the_threshold_of_the_new_root",
        ),
        (
            "snapshot_has_too_few_keys",
            "",
            "test_other_roles_need_the_threshold_of_the_new_root",
        ),
        ("duplicate_keys", "basic", "test_one_key_named_nine_times_signs_once"),
        ("duplicate_keys_root", "basic", "test_one_key_named_nine_times_signs_once"),
        ("duplicate_sig_keyids", "basic", "test_a_signature_that_stands_there_twice_is_refused"),
        (
            "keytype_and_scheme",
            "basic",
            "test_roots_are_signed_with_keys_of_each_kind_and_badly_signed_ones_refused",
        ),
        (
            "invalid_sig_in_valid_metadata",
            "basic",
            "test_a_wrong_signature_beside_enough_good_ones_does_no_harm",
        ),
    ),
    "test_quoting_issues": (
        ("unusual_role_name", "", "test_a_role_of_any_name_stays_inside_its_folder"),
    ),
    "test_rollback": (
        (
            "simple_snapshot_rollback",
            "basic",
            "test_a_snapshot_changed_behind_the_timestamp_is_not_asked_for",
        ),
        ("new_timestamp_version_rollback", "", "test_nothing_goes_back_or_apart"),
        ("snapshot_rollback", "", "test_nothing_goes_back_or_apart"),
        ("targets_rollback", "", "test_nothing_goes_back_or_apart"),
        ("new_snapshot_version_mismatch", "", "test_nothing_goes_back_or_apart"),
        ("new_targets_fast_forward_recovery", "", "test_new_keys_end_a_fast_forward"),
        ("new_snapshot_fast_forward_recovery", "", "test_new_keys_end_a_fast_forward"),
        ("new_timestamp_fast_forward_recovery", "", "test_new_keys_end_a_fast_forward"),
    ),
    "test_static_repositories": (
        (
            "static_repository",
            "files",
            "test_a_repository_as_it_lies_is_understood_by_both_clients",
        ),
    ),
    "test_updater_delegation_graphs": (
        ("graph_traversal", "", "test_delegations_are_walked_in_order"),
        ("targetfile_search", "", "test_a_target_is_found_where_all_delegate_it"),
    ),
    "test_updater_key_rotations": (
        ("root_rotation", "", "test_roots_follow_each_other_by_both_thresholds"),
        ("non_root_rotations", "", "test_other_roles_need_the_threshold_of_the_new_root"),
    ),
}
CASES = [
    pytest.param(module, test, id=f"{group}::test_{case}")
    for group, cases in PUBLISHED.items()
    for case, module, test in cases
]
PARAMETERS = {
    "GRAPHS": 12,
    "FOUND": 5,
    "ROOTS": 15,
    "OTHERS": 10,
    "QUOTED": 4,
}
"""How many parameters the published case has."""


@pytest.mark.parametrize(("module", "test"), CASES)
def test_every_published_case_is_rebuilt(module: str, test: str) -> None:
    found = getattr(MODULES[module], test, None)
    assert callable(found), f"{test} is not in {MODULES[module].__name__}"


def test_no_case_is_named_twice() -> None:
    names = [str(case.id) for case in CASES]
    assert len(set(names)) == len(names) == 62


@pytest.mark.parametrize("table", PARAMETERS)
def test_no_parameter_of_a_published_case_is_left_out(table: str) -> None:
    assert len(getattr(test_conformance, table)) >= PARAMETERS[table]


@pytest.mark.parametrize("module", MODULES)
def test_no_test_of_conformance_stands_beside_the_table(module: str) -> None:
    """All are rebuilt cases, or say here that they are ours alone."""
    ours = {
        "test_a_refresh_without_news_asks_for_root_and_timestamp",
        "test_files_without_versions_in_their_names_are_asked_for",
        "test_an_expired_root_may_stand_between",
        "test_an_expired_first_root_is_a_beginning_too",
        "test_keys_of_other_kinds_are_understood",
        "test_a_delegated_role_that_has_expired_hides_its_targets_alone",
        "test_what_we_release_holds_in_another_implementation",
        "test_another_implementation_refuses_what_a_stranger_signed",
    }
    source = ast.parse(Path(str(MODULES[module].__file__)).read_text("utf-8"))
    written = {
        node.name
        for node in source.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    named = {test for cases in PUBLISHED.values() for _, where, test in cases if where == module}
    assert written == named | (written & ours)

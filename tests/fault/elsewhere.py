"""elsewhere - rows of reliability.md that other tests show: named here, so that none gets lost when it is renamed.

{number: (what, {file: names of its tests})}. All of these run in ./runtests. A unit test says its figures in lines
"row NN: …" of its log, beside the program. Where the row is a figure (COUNTED), the log must be there and as new as the
program: `make check`, or runtests, writes it.
"""
import pathlib

import rig

ROWS = {
    11: ("parts sum to the whole", {"tests/lib/money_test.c": ("random_carts_and_refunds_sum_to_the_fen",)}),
    17: ("unsafe patterns lose, safe ones do not", {"tests/model/gate_test.c": (
        "a_bare_read_and_write_loses_and_is_found_out", "a_delta_loses_nothing", "a_compare_and_set_counts_each_winner_once",
        "a_witness_lets_one_through")}),
    44: ("every route, asked by everybody", {"tests/http/test_matrix.py": (
        "test_every_route_has_a_fixture", "test_who_is_allowed_gets_an_answer", "test_who_is_not_allowed_is_refused_and_nothing_changes",
        "test_what_is_anothers_looks_like_what_does_not_exist")}),
    45: ("no column can be set that no form has", {"tests/http/test_fields.py": ("test_no_column_can_be_set_that_no_form_has",)}),
    46: ("no key that is not declared; phones masked", {
        "tests/http/run": ("watchers",),                        # every answer of every test against the document
        "tests/http/test_openapi.py": ("test_what_is_not_declared_is_noticed", "test_every_schema_is_a_schema"),
        "tests/http/test_sign_in.py": ("the phone is masked",), "tests/fcgi/staff_test.c": ("members_are_found_masked",)}),
    47: ("foreign pages write nothing", {"tests/http/test_security.py": (
        "test_a_cookie_alone_writes_nothing", "test_a_foreign_page_writes_nothing", "test_a_form_of_another_page_cannot_speak_json",
        "test_staff_cookies_need_the_word_too", "test_reading_changes_nothing")}),
    48: ("sessions end", {
        "tests/http/test_security.py": (
            "test_signing_in_always_makes_a_new_session", "test_signing_out_ends_the_session_and_takes_the_cookie_back",
            "test_a_new_password_ends_the_other_sessions", "test_who_is_disabled_is_out_at_once", "test_a_right_taken_away_is_gone_at_once",
            "test_tokens_are_long_and_not_in_the_database", "test_an_old_session_is_nobodys", "test_cookies_are_for_this_site_and_for_no_script"),
        "tests/fcgi/account_test.c": ("__Host-mm_member=",)}),
}


COUNTED = (11, 17)


def missing(number):
    """What a row names and is not there."""
    found = []
    for path, names in ROWS[number][1].items():
        file = rig.top() / path
        text = file.read_text() if file.exists() else ""
        found += [f"{path}: {name}" for name in names if name not in text or not text]
    return found


def figures(number, build):
    """What the unit tests of the row wrote when they last ran, unless they were built anew since."""
    said, start = [], f"row {number}: "
    for path in sorted(ROWS[number][1]):
        program = pathlib.Path(build) / path.removesuffix(".c")
        log = program.with_name(program.name + ".log")
        fresh = program.exists() and log.exists() and log.stat().st_mtime >= program.stat().st_mtime
        if path.endswith("_test.c") and fresh:
            said += [line[len(start):] for line in log.read_text(errors="replace").splitlines() if line.startswith(start)]
    return said


def show(number, build):
    """The line of the row, and whether its tests are there."""
    what, tests = ROWS[number]
    if lost := missing(number):
        return f"FAIL row {number}: lost: {', '.join(lost)}", False
    said = "; ".join(figures(number, build))
    if number in COUNTED and not said:
        return f"FAIL row {number}: no figures of a run of {', '.join(sorted(tests))}", False
    return f"row {number}: {said and said + ': '}{what}: {', '.join(sorted(tests))}", True

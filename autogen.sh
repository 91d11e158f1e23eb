#!/bin/sh
# autogen.sh - lists the sources for automake, then makes ./configure. Run again after adding a file.
set -e
cd "$(dirname "$0")"
list() { find "$@" -name '*.c' -o -name '*.h' | LC_ALL=C sort; }
{
	echo "# made by autogen.sh"
	printf 'house_sources ='
	for f in $(list lib model gateway flows views fcgi jobs 2>/dev/null | grep -v '^fcgi/main\.c$'); do
		case $f in views/*/*) ;; *) printf ' \\\n\t%s' "$f" ;; esac
	done
	printf '\n\nunit_tests ='
	tests=$(find tests -name '*_test.c' | LC_ALL=C sort)
	for t in $tests; do printf ' \\\n\t%s' "${t%.c}"; done
	printf '\n\ntest_kit ='
	for f in $(list tests | grep -v '_test\.c$' | grep -vE '^tests/(bench|fuzz)/'); do printf ' \\\n\t%s' "$f"; done
	echo
	for t in $tests; do
		name=$(printf '%s' "${t%.c}" | tr -c 'A-Za-z0-9' _)
		printf '\n%s_SOURCES = %s\n' "$name" "$t"
	done
	printf '\nmigrations ='
	for f in sql/*.sql; do printf ' \\\n\t%s' "$f"; done
	printf '\n\ndistributed ='
	for f in $(find sql nginx sandbox tests docs debian systemd views quickstart.d -type f ! -name '*.c' ! -path '*/node_modules/*' ! -path '*/dist/*' ! -name '*.o' ! -name '*_test' ! -path '*/.*' 2>/dev/null | LC_ALL=C sort); do
		printf ' \\\n\t%s' "$f"
	done
	printf '\n\nviews_sources ='
	for f in views/package.json views/package-lock.json $(find views/*/ -type f ! -path '*/node_modules/*' ! -path '*/dist/*' ! -path '*/.*' ! -name api.d.ts | LC_ALL=C sort); do
		printf ' \\\n\t%s' "$f"
	done
	echo
} > sources.am
{ printf 'unit_tests ='; for t in $tests; do printf ' %s' "${t%.c}"; done; echo; } > sources.words
autoreconf --install --force

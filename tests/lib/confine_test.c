/* A confined process computes and writes; for anything else it dies. */
#include "../test.h"
#include "../../lib/confine.h"
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int to;

static void computes(void)
{
	char *large = malloc(64 << 20), *small = malloc(10);

	large = large ? realloc(large, 128 << 20) : NULL;
	if (!large || !small)
		_exit(3);
	memset(large, 1, 128 << 20);
	free(large);
	free(small);
	if (write(to, "!", 1) != 1)
		_exit(4);
}

static void opens(void) { _exit(open("/dev/null", O_RDONLY) < 0 ? 3 : 4); }

static void reads(void)
{
	char c;

	_exit(read(to, &c, 1) < 0 ? 3 : 4);
}

static void connects(void) { _exit(socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? 3 : 4); }

static void forks(void) { _exit(fork() < 0 ? 3 : 4); }

static void executes(void)
{
	execl("/bin/true", "true", (char *)NULL);
	_exit(3);
}

static void asks_for_code(void)
{
	_exit(mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? 3 : 4);
}

static void makes_code(void)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	_exit(mprotect(page, 4096, PROT_READ | PROT_EXEC) != 0 ? 3 : 4);
}

/* How it ended, as waitpid() tells. */
static int end_of(void (*act)(void))
{
	int status = 0;
	const pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
		if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !confine())
			_exit(2);
		act();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void it_computes_and_writes(void **state)
{
	char c = 0;
	int line[2];
	(void)state;

	assert_int_equal(pipe(line), 0);
	to = line[1];
	assert_int_equal(end_of(computes), 0);
	assert_int_equal(read(line[0], &c, 1), 1);
	assert_int_equal(c, '!');
}

static void whatever_else_it_asks_for_it_dies(void **state)
{
	(void)state;
#ifdef CONFINES
	static void (*const acts[])(void) = { opens, reads, connects, forks, executes, asks_for_code, makes_code };

	for (size_t i = 0; i < TEST_COUNT(acts); i++) {
		const int status = end_of(acts[i]);
		if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS)
			fail_msg("act %zu ends with %x", i, (unsigned)status);
	}
#else
	(void)opens, (void)reads, (void)connects, (void)forks, (void)executes, (void)asks_for_code, (void)makes_code;
	skip();
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_computes_and_writes),
		cmocka_unit_test(whatever_else_it_asks_for_it_dies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

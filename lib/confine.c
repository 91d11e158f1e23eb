#include "confine.h"

#ifdef CONFINES
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#ifdef __x86_64__
#define PROCESSOR AUDIT_ARCH_X86_64
#else
#define PROCESSOR AUDIT_ARCH_AARCH64
#endif

/* clang-format off */
#define LOAD(member) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, member))
#define IF(how, value, then, otherwise) BPF_JUMP(BPF_JMP | BPF_K | (how), (value), (then), (otherwise)) /* how many to skip */
#define KILL BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define MAY(call) IF(BPF_JEQ, __NR_##call, 0, 1), ALLOW

/* Another processor's calls have other numbers. Of an argument the low half is looked at, as both begin with it. */
static struct sock_filter rules[] = {
	LOAD(arch), IF(BPF_JEQ, PROCESSOR, 1, 0), KILL,
	LOAD(nr),
	MAY(write), MAY(exit_group),
	MAY(brk), MAY(munmap), MAY(mremap), MAY(madvise), MAY(futex), MAY(getrandom), /* what malloc asks for */
	IF(BPF_JEQ, __NR_mmap, 1, 0), IF(BPF_JEQ, __NR_mprotect, 0, 3),
	LOAD(args[2]), IF(BPF_JSET, PROT_EXEC, 1, 0), ALLOW,
	KILL,
};
/* clang-format on */

bool confine(void)
{
	const struct sock_fprog program = { sizeof rules / sizeof *rules, rules };

	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}
#else
bool confine(void) { return true; }
#endif

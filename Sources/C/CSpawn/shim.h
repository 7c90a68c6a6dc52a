/* What glibc declares for _GNU_SOURCE alone (memfd_create(2), mkostemp(3), pipe(2), pidfd_open(2), spawn.h, fcntl(2), poll(2)), which Swift's Glibc does not ask for; and what Swift cannot call, prctl(2). */
#ifndef BILLPRESS_CSPAWN_H
#define BILLPRESS_CSPAWN_H
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/prctl.h>
int memfd_create(const char *name, unsigned int flags);
int mkostemp(char *pattern, int flags);
int pipe2(int descriptors[2], int flags);
int pidfd_open(pid_t process, unsigned int flags);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
static const unsigned int BILLPRESS_MFD_CLOEXEC = 1;
static const int BILLPRESS_F_OFD_SETLK = 37;
static const short BILLPRESS_POLLRDHUP = 0x2000;
static inline int billpress_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0UL, 0UL, 0UL, 0UL); }
#ifdef F_OFD_SETLK
_Static_assert(F_OFD_SETLK == 37, "F_OFD_SETLK of fcntl(2)");
#endif
#ifdef MFD_CLOEXEC
_Static_assert(MFD_CLOEXEC == 1, "MFD_CLOEXEC of memfd_create(2)");
#endif
#ifdef POLLRDHUP
_Static_assert(POLLRDHUP == 0x2000, "POLLRDHUP of poll(2)");
#endif
#endif

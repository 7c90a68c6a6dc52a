/* What glibc declares for _GNU_SOURCE alone (memfd_create(2), mkostemp(3), pipe(2), pidfd_open(2), spawn.h, fcntl(2)), which Swift's Glibc does not ask for. */
#ifndef BILLPRESS_CSPAWN_H
#define BILLPRESS_CSPAWN_H
#include <fcntl.h>
#include <spawn.h>
int memfd_create(const char *name, unsigned int flags);
int mkostemp(char *pattern, int flags);
int pipe2(int descriptors[2], int flags);
int pidfd_open(pid_t process, unsigned int flags);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
static const unsigned int BILLPRESS_MFD_CLOEXEC = 1;
static const int BILLPRESS_F_OFD_SETLK = 37;
#ifdef F_OFD_SETLK
_Static_assert(F_OFD_SETLK == 37, "F_OFD_SETLK of fcntl(2)");
#endif
#ifdef MFD_CLOEXEC
_Static_assert(MFD_CLOEXEC == 1, "MFD_CLOEXEC of memfd_create(2)");
#endif
#endif

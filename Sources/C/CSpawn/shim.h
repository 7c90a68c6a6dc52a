/* What glibc declares for _GNU_SOURCE alone (memfd_create(2), pipe(2), spawn.h), which Swift's Glibc does not ask for. */
#ifndef BILLPRESS_CSPAWN_H
#define BILLPRESS_CSPAWN_H
#include <spawn.h>
int memfd_create(const char *name, unsigned int flags);
int pipe2(int descriptors[2], int flags);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
static const unsigned int BILLPRESS_MFD_CLOEXEC = 1;
#endif

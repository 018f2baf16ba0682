#ifndef CTESTSUPPORT_H
#define CTESTSUPPORT_H

#include <spawn.h>
#include <stddef.h>

/* What Swift's Glibc module leaves out. */

/* A new pseudo-terminal: its master's descriptor, and the slave's path in `path`; -1 and errno where that fails. */
int test_open_terminal(char *path, size_t size);

/* The process starts in `folder`. */
int test_spawn_in(posix_spawn_file_actions_t *actions, const char *folder);

/* POSIX_SPAWN_SETSID */
extern const short test_spawn_in_new_session;

#endif

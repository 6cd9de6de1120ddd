#define _GNU_SOURCE
#include "ProgramText.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// Linux 5.14; glibc 2.36 has it too. An older kernel refuses it, and the pages come one by one.
#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#endif

extern const char __executable_start, etext;

void rb_map_program(void) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t start = (uintptr_t)&__executable_start & ~(page - 1);
  uintptr_t end = ((uintptr_t)&etext + page - 1) & ~(page - 1);
  madvise((void *)start, end - start, MADV_POPULATE_READ);
}

// Those that live long, and are to hold no more than they use.
static bool rb_lives_long(int count, char **words) {
  for (int place = 1; place < count; place++) {
    if (strcmp(words[place], "mcp") == 0 || strcmp(words[place], "check") == 0) return true;
  }
  return false;
}

__attribute__((constructor(101))) static void rb_map_at_start(int count, char **words) {
  if (!rb_lives_long(count, words)) rb_map_program();
}

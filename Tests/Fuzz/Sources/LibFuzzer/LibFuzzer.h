// The entry of libFuzzer that takes the target as an argument. Its own `main` cannot be used: SwiftPM has the linker
// look for one in every executable target.
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*target)(const uint8_t *data, size_t size));

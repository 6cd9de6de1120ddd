#ifndef C_CHILD_PROCESS_PROGRAM_TEXT_H
#define C_CHILD_PROCESS_PROGRAM_TEXT_H

/// Maps the program's code at once: what is over in milliseconds spends a tenth of them on page faults for it.
void rb_map_program(void);

#endif

#ifndef BDS_CREADLINE_H
#define BDS_CREADLINE_H

/* GNU readline's callback interface behind functions: its macros and global variables cannot be used from Swift 6.
   One line editor per process. */

/* Called with each finished line (freed afterwards), or with NULL at end of input. */
typedef void (*bds_line_handler)(const char *line, void *context);

/* Once, before anything else: `name` is what the user's .inputrc knows us by. Signals stay with the caller. */
void bds_readline_prepare(const char *name);

/* Shows `prompt` and takes over the terminal until bds_readline_end. */
void bds_readline_begin(const char *prompt, bds_line_handler handler, void *context);

/* Gives the terminal back as it was. */
void bds_readline_end(void);

/* Reads one character that is ready on standard input; may call the handler. */
void bds_readline_take(void);

/* Drops the half-typed line and shows the prompt again on a new line (Ctrl-C). */
void bds_readline_drop(void);

/* The terminal has a new size. */
void bds_readline_resize(void);

void bds_history_add(const char *line);

#endif

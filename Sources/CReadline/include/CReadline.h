#ifndef BDS_CREADLINE_H
#define BDS_CREADLINE_H

/* GNU readline's callback interface behind functions: its macros and global variables cannot be used from Swift 6.
   One line editor per process. */

/* Called with each finished line (freed afterwards), or with NULL at end of input. */
typedef void (*bds_line_handler)(const char *line, void *context);

/* Finds what the text before `cursor` (bytes) may become: a malloc'd array of malloc'd texts, each standing for the
   bytes from `start` to `cursor`; first what all have in common, then each, then NULL. NULL for nothing. `append`: the
   character that follows a sole one, 0 for none. */
typedef char **(*bds_completer)(const char *line, int start, int cursor, int *append, void *context);

/* Shows all that the completer found last, below the line that is typed. */
typedef void (*bds_lister)(void *context);

/* Once, before anything else: `name` is what the user's .inputrc knows us by. Signals stay with the caller. */
void bds_readline_prepare(const char *name);

/* What TAB asks; both get the context of bds_readline_begin. */
void bds_readline_complete_with(bds_completer completer, bds_lister lister);

/* Shows `prompt` and takes over the terminal until bds_readline_end. */
void bds_readline_begin(const char *prompt, bds_line_handler handler, void *context);

/* Gives the terminal back as it was. */
void bds_readline_end(void);

/* Reads one character that is ready on standard input; may call the handler. */
void bds_readline_take(void);

/* Drops the half-typed line and shows the prompt again on a new line (Ctrl-C). */
void bds_readline_drop(void);

/* Gives the terminal back while the process stops (Ctrl-Z), and takes it over again with the line as it was. */
void bds_readline_pause(void);
void bds_readline_resume(void);

/* The terminal has a new size. `rows`: on how many rows above the cursor's the prompt and the line stand now that the
   terminal has wrapped them anew; below 0: the terminal does not wrap anew, readline knows best. */
void bds_readline_resize(int rows);

/* The line before the cursor, as far as `length` bytes of what is returned. */
const char *bds_readline_before_cursor(int *length);

void bds_history_add(const char *line);

/* The history-size of the user's .inputrc, else `otherwise`. */
int bds_history_limit(int otherwise);

#endif

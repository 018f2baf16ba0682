#include "CReadline.h"

#include <stdio.h>
#include <stdlib.h>

#include <readline/history.h>
#include <readline/readline.h>

static bds_line_handler handler;
static void *handler_context;

static void take_line(char *line) {
    if (handler) handler(line, handler_context);
    free(line);
}

void bds_readline_prepare(const char *name) {
    rl_readline_name = name;
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_outstream = stderr; /* standard output is for data alone */
    using_history();
}

void bds_readline_begin(const char *prompt, bds_line_handler line_handler, void *context) {
    handler = line_handler;
    handler_context = context;
    rl_callback_handler_install(prompt, take_line);
}

void bds_readline_end(void) { rl_callback_handler_remove(); }

void bds_readline_take(void) { rl_callback_read_char(); }

void bds_readline_drop(void) {
    rl_callback_sigcleanup();
    rl_free_line_state();
    rl_replace_line("", 1);
    fputc('\n', rl_outstream);
    rl_on_new_line();
    rl_redisplay();
}

void bds_readline_resize(void) { rl_resize_terminal(); }

void bds_history_add(const char *line) { add_history(line); }

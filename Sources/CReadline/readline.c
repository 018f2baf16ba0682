#include "CReadline.h"

#include <stdio.h>
#include <stdlib.h>

#include <readline/history.h>
#include <readline/readline.h>

static bds_line_handler handler;
static bds_completer completer;
static bds_lister lister;
static void *editor;

static void take_line(char *line) {
    if (handler) handler(line, editor);
    free(line);
}

static char **complete(const char *text, int start, int end) {
    (void)text;
    rl_attempted_completion_over = 1; /* no file names of readline's own */
    int append = 0;
    char **matches = completer ? completer(rl_line_buffer, start, end, &append, editor) : NULL;
    rl_completion_append_character = append;
    rl_completion_suppress_append = append == 0;
    return matches;
}

/* The caller finds the word that is completed: for readline it is all of the line before the cursor. */
static char *break_characters(void) {
    static char line_end[] = "\n";
    return line_end;
}

static void list_matches(char **matches, int count, int longest) {
    (void)matches, (void)count, (void)longest;
    rl_crlf();
    if (lister) lister(editor);
    rl_on_new_line();
    rl_forced_update_display();
}

void bds_readline_prepare(const char *name) {
    rl_readline_name = name;
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_outstream = stderr; /* standard output is for data alone */
    rl_attempted_completion_function = complete;
    rl_completion_word_break_hook = break_characters;
    rl_completer_quote_characters = "";
    rl_basic_quote_characters = "";
    rl_ignore_completion_duplicates = 0;
    rl_sort_completion_matches = 0;
    rl_completion_display_matches_hook = list_matches;
    using_history();
    rl_initialize(); /* reads .inputrc, which may set the size of the history */
}

void bds_readline_complete_with(bds_completer finds, bds_lister lists) {
    completer = finds;
    lister = lists;
}

void bds_readline_begin(const char *prompt, bds_line_handler line_handler, void *context) {
    handler = line_handler;
    editor = context;
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

void bds_readline_pause(void) { rl_cleanup_after_signal(); }

void bds_readline_resume(void) {
    rl_reset_after_signal();
    rl_on_new_line();
    rl_forced_update_display();
}

void bds_readline_resize(int rows) {
    if (rows < 0) {
        rl_resize_terminal();
        return;
    }
    /* Readline goes up as many rows as the line had at the old width. */
    fputc('\r', rl_outstream);
    if (rows > 0) fprintf(rl_outstream, "\033[%dA", rows);
    fputs("\033[J", rl_outstream);
    fflush(rl_outstream);
    rl_reset_screen_size();
    rl_on_new_line();
    rl_forced_update_display();
}

const char *bds_readline_before_cursor(int *length) {
    *length = rl_point;
    return rl_line_buffer ? rl_line_buffer : "";
}

void bds_history_add(const char *line) { add_history(line); }

int bds_history_limit(int otherwise) { return history_is_stifled() ? history_max_entries : otherwise; }

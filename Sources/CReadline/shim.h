// What Primer uses of GNU readline. Its global variables are reached through functions, because Swift rightly distrusts
// variables that anybody may change at any time.
#include <stdio.h>
#include <readline/readline.h>
#include <readline/history.h>

/// Prepares readline once: `name` is what `$if` in an inputrc compares with, `breaks` are the characters between two words to
/// complete. Signals are left to the program.
static inline void primer_readline_prepare(const char *name, const char *breaks, rl_completion_func_t *complete) {
  rl_readline_name = name;
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_change_environment = 0;
  rl_completer_word_break_characters = breaks;
  rl_attempted_completion_function = complete;
}

/// The line as it stands.
static inline const char *primer_readline_line(void) { return rl_line_buffer; }

/// The cursor's byte in the line.
static inline int primer_readline_point(void) { return rl_point; }

/// Says that the candidates are all there is (no file names besides), and what follows a completed word.
static inline void primer_readline_candidates(int append) {
  rl_attempted_completion_over = 1;
  rl_completion_append_character = append;
  rl_sort_completion_matches = 0;
}

/// Leaves the line as it stands on the screen behind a `^C` and forgets it.
static inline void primer_readline_abandon(void) {
  rl_callback_sigcleanup();
  rl_point = rl_end;
  rl_redisplay();
  fputs("^C\n", rl_outstream);
  fflush(rl_outstream);
  rl_free_line_state();
}

/// Takes the terminal back after the process had been stopped and continued.
static inline void primer_readline_resume(void) {
  rl_prep_terminal(1);
  rl_forced_update_display();
}

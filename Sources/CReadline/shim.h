// GNU readline needs stdio's FILE before its own headers.
#include <stdio.h>
#include <readline/readline.h>
#include <readline/history.h>

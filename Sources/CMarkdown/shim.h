// cmark-gfm: the reference parser of CommonMark with GitHub's extensions, of which Primer uses tables and footnotes.
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <stdbool.h>
#include <string.h>

/// A parsed document with tables and footnotes, to be freed with `cmark_node_free`; NULL when the extension is missing.
static inline cmark_node *primer_markdown_parse(const char *text, size_t length) {
  cmark_gfm_core_extensions_ensure_registered();
  cmark_syntax_extension *table = cmark_find_syntax_extension("table");
  cmark_parser *parser = table ? cmark_parser_new(CMARK_OPT_FOOTNOTES) : NULL;
  if (!parser) return NULL;
  cmark_parser_attach_syntax_extension(parser, table);
  cmark_parser_feed(parser, text, length);
  cmark_node *document = cmark_parser_finish(parser);
  cmark_parser_free(parser);
  return document;
}

/// Whether a node is a table, whose type has no public constant.
static inline bool primer_markdown_is_table(cmark_node *node) {
  return strcmp(cmark_node_get_type_string(node), "table") == 0;
}

// Debian's cmark-gfm. `link` names the extensions first: they use the library, and a static linker reads in
// order.
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

// The table node types are mutable variables of the extension library, set when it registers itself. Swift 6
// refuses to read them, so they are read here. `table.h` is not installed, hence the declarations.
extern cmark_node_type CMARK_NODE_TABLE, CMARK_NODE_TABLE_ROW, CMARK_NODE_TABLE_CELL;

static inline cmark_node_type runbook_node_table(void) { return CMARK_NODE_TABLE; }
static inline cmark_node_type runbook_node_table_row(void) { return CMARK_NODE_TABLE_ROW; }
static inline cmark_node_type runbook_node_table_cell(void) { return CMARK_NODE_TABLE_CELL; }

/// The files of the rule packs as bytes of the program.
#include <stddef.h>

struct rule_pack_file {
    const char *name;
    const unsigned char *bytes;
    size_t count;
};

/// The files in the order in which they are loaded; NULL behind the last one. What is answered stands there for ever.
const struct rule_pack_file *rule_pack_file_at(size_t index);

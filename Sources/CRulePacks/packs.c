#include "rule_packs.h"

// #embed is of C23: in older modes the compiler says so at every use.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char national[] = {
#embed "../RulePacks/packs/national.jsonl"
};
static const unsigned char local[] = {
#embed "../RulePacks/packs/local.jsonl"
};
static const unsigned char lumpsums[] = {
#embed "../RulePacks/packs/lumpsums.jsonl"
};
static const unsigned char wages[] = {
#embed "../RulePacks/packs/wages.jsonl"
};
static const unsigned char contributions[] = {
#embed "../RulePacks/packs/contributions.jsonl"
};
static const unsigned char calendar[] = {
#embed "../RulePacks/packs/calendar.jsonl"
};

static const struct rule_pack_file files[] = {
    {"national.jsonl", national, sizeof national},
    {"local.jsonl", local, sizeof local},
    {"lumpsums.jsonl", lumpsums, sizeof lumpsums},
    {"wages.jsonl", wages, sizeof wages},
    {"contributions.jsonl", contributions, sizeof contributions},
    {"calendar.jsonl", calendar, sizeof calendar},
};

const struct rule_pack_file *rule_pack_file_at(size_t index) {
    return index < sizeof files / sizeof files[0] ? &files[index] : NULL;
}

#ifndef GONGDAO_CZLIB_SHIM_H
#define GONGDAO_CZLIB_SHIM_H
#include <zlib.h>

// zlib's initialisers are macros, which Swift does not see. Raw DEFLATE (RFC 1951): a negative window.
static inline int gongdao_deflate_init(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
}

static inline int gongdao_inflate_init(z_stream *stream) { return inflateInit2(stream, -15); }
#endif

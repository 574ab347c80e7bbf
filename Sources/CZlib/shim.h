#ifndef GONGDAO_CZLIB_SHIM_H
#define GONGDAO_CZLIB_SHIM_H
#include <zlib.h>

// zlib's initialisers are macros, which Swift does not see. Raw DEFLATE (RFC 1951): a negative window.
static inline int gongdao_deflate_init(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
}

static inline int gongdao_inflate_init(z_stream *stream) { return inflateInit2(stream, -15); }

// Segments of the wire: a window of 2^12, which every peer must keep within. About 150 KiB to write, 12 KiB to read.
static inline int gongdao_segment_deflate_init(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, -12, 8, Z_DEFAULT_STRATEGY);
}

static inline int gongdao_segment_inflate_init(z_stream *stream) { return inflateInit2(stream, -12); }
#endif

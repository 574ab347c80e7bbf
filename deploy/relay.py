#!/usr/bin/env python3
"""A relay between a client and the server that can lose an answer: used by the demo to show that nothing is doubled. It carries bytes,
not lines: a connection that compresses has none. A push is told all the same, since pushes are stored, not compressed.

relay.py SERVER_HOST:PORT FLAG_FILE    prints its own address. While FLAG_FILE exists, the answer to the next push is read from the
server and thrown away, the connection is cut, and FLAG_FILE is removed.
"""
import asyncio
import os
import sys


async def client_side(reader, server, flag, lost):
    """What the client sends goes on; a push under the flag is noted, so that its answer can be swallowed."""
    try:
        while data := await reader.read(65_536):
            if os.path.exists(flag) and (b'"sync.push"' in data or b'"sync.round"' in data):
                lost.set()
            server.write(data)
            await server.drain()
    except ConnectionError:
        pass
    finally:
        server.close()


async def server_side(reader, writer, flag, lost):
    try:
        while data := await reader.read(65_536):
            if lost.is_set():
                print(f"relay: swallowed an answer of {len(data)} bytes and cut the line", flush=True)
                os.remove(flag)
                break
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


async def serve(address, flag):
    host, port = address.rsplit(":", 1)

    async def meet(reader, writer):
        far_reader, far_writer = await asyncio.open_connection(host, int(port))
        lost = asyncio.Event()
        await asyncio.gather(client_side(reader, far_writer, flag, lost), server_side(far_reader, writer, flag, lost))

    server = await asyncio.start_server(meet, "127.0.0.1", 0)
    print("127.0.0.1:%d" % server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2]))

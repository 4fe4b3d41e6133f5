"""A video server: sends each client a moving picture, a PNG after its length in 8 bytes."""
import socket
import struct
import threading
import time
import zlib

WIDTH, HEIGHT = 320, 240


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(step):
    """Colors that move to the left."""
    row = bytes(value for x in range(WIDTH) for value in ((x + step) % 256, x % 256, 128))
    pixels = b"".join(b"\0" + row for _ in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(pixels, 1)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def serve(client):
    step = 0
    try:
        while True:
            data = picture(step)
            client.sendall(struct.pack("<Q", len(data)) + data)
            step += 4
            time.sleep(1 / 15)
    except OSError:
        print("A client disconnected.")


server = socket.create_server(("127.0.0.1", 9999))
print("Sending video on port 9999. Press Ctrl+C to stop.", flush=True)
while True:
    client, _ = server.accept()
    threading.Thread(target=serve, args=(client,), daemon=True).start()

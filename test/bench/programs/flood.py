"""Connects, sends a number of bytes as fast as possible and waits for the other side to end. Prints the seconds and, on request, the SHA-256."""
import hashlib
import os
import socket
import sys
import time

host, port, total = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
wants_hash = len(sys.argv) > 4 and sys.argv[4] == "hash"

# Different pieces, so that a lost or duplicated one changes the hash.
pieces = [os.urandom(1 << 20) for _ in range(7)]

deadline = time.monotonic() + 10
while True:
    try:
        connection = socket.create_connection((host, port))
        break
    except ConnectionRefusedError:
        if time.monotonic() > deadline:
            raise
        time.sleep(0.01)

digest = hashlib.sha256()
start = time.monotonic()
sent = 0
number = 0
while sent < total:
    piece = pieces[number % len(pieces)][: total - sent]
    connection.sendall(piece)
    if wants_hash:
        digest.update(piece)
    sent += len(piece)
    number += 1
connection.shutdown(socket.SHUT_WR)
connection.recv(1)
print(time.monotonic() - start, digest.hexdigest())

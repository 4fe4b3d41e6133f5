"""
Receives and discards what one connection sends: the same receiver for every sender that is measured.
fileSink.py raw | many | framed. Prints its port, then the number of bytes received and, for a framed file, whether its SHA-256
was right. `many` accepts one connection after another.
"""
import hashlib
import json
import queue
import socket
import sys
import threading

server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1])
memory = bytearray(1 << 20)
while sys.argv[1] == "many":
    with server.accept()[0] as connection:
        while connection.recv_into(memory):
            pass
connection = server.accept()[0]
total = 0


def hash_pieces():
    """Runs in its own thread, since hashing releases the interpreter lock."""
    while (piece := full.get()) is not None:
        digest.update(piece)
        free.put(piece.obj)


if sys.argv[1] == "raw":
    while count := connection.recv_into(memory):
        total += count
    print(total)
    sys.exit()

stream = connection.makefile("rwb")
digest = hashlib.sha256()
full, free = queue.Queue(), queue.Queue()
for _ in range(8):
    free.put(bytearray(1 << 20))
hashing = threading.Thread(target=hash_pieces)
hashing.start()


def answer(**message):
    stream.write(json.dumps(message).encode() + b"\n")
    stream.flush()


while line := stream.readline():
    message = json.loads(line)
    if message["type"] == "file" and message.get("resume"):
        answer(type="have", offset=0, sha256=hashlib.sha256().hexdigest())
    elif message["type"] == "data":
        piece = memoryview(free.get())[: message["bytes"]]
        stream.readinto(piece)
        full.put(piece)
        total += len(piece)
    elif message["type"] == "end":
        full.put(None)
        hashing.join()
        is_right = digest.hexdigest() == message["sha256"]
        answer(type="receipt", bytes=total, sha256=digest.hexdigest())
        print(total, "right" if is_right else "wrong")
        break

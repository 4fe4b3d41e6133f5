"""Plays frames from a file to one client in a loop. Arguments: file, frames per second (0: as fast as possible), number of frames.

Starts when a line arrives on stdin. Prints the seconds until the client had received everything and closed.
"""
import socket
import struct
import sys
import time

path, rate, count = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
with open(path, "rb") as file:
    content = file.read()
frames = []
at = 0
while at < len(content):
    end = at + 8 + struct.unpack_from("<Q", content, at)[0]
    frames.append(content[at:end])
    at = end
server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen(1)
print("listening", server.getsockname()[1])
client, _ = server.accept()
sys.stdin.readline()
started = time.monotonic()
for number in range(count):
    client.sendall(frames[number % len(frames)])
    if rate:
        time.sleep(max(0, started + (number + 1) / rate - time.monotonic()))
client.shutdown(socket.SHUT_WR)
while client.recv(65536):
    pass
print(time.monotonic() - started)

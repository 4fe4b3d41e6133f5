"""Sends 64 bytes and waits for the echo, a given number of times. Prints p50, p99 and p99.9 of the round trips in microseconds."""
import socket
import sys
import time

port, trips = int(sys.argv[1]), int(sys.argv[2])
message = b"x" * 64
connection = socket.create_connection(("127.0.0.1", port))
connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def trip():
    start = time.perf_counter_ns()
    connection.sendall(message)
    left = len(message)
    while left:
        left -= len(connection.recv(left))
    return time.perf_counter_ns() - start


for _ in range(500):
    trip()
taken = sorted(trip() for _ in range(trips))
print(*(taken[trips * part // 1000] / 1000 for part in (500, 990, 999)))

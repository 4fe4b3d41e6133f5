"""Connects so many clients, sends a line from each, waits for each to come back, then waits for a line on stdin before it leaves."""
import resource
import socket
import sys
import time

port, clients = int(sys.argv[1]), int(sys.argv[2])
_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

start = time.monotonic()
# Several addresses of the loopback, since one has fewer free ports than that on some systems.
connections = [
    socket.create_connection(("127.0.0.1", port), source_address=(f"127.0.0.{1 + number % 4}", 0))
    for number in range(clients)
]
for connection in connections:
    connection.sendall(b"hello\n")
answered = sum(connection.recv(16) == b"hello\n" for connection in connections)
print(time.monotonic() - start, answered)
sys.stdin.readline()

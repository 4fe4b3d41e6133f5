"""Connects many clients, sends a line from each and waits for its echo. Disconnects when a line arrives on stdin."""
import resource
import socket
import sys
import time

port, clients = int(sys.argv[1]), int(sys.argv[2])
_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

start = time.monotonic()
# Several loopback addresses, since on some systems one has too few free ports.
connections = [
    socket.create_connection(("127.0.0.1", port), source_address=(f"127.0.0.{1 + number % 4}", 0))
    for number in range(clients)
]
for connection in connections:
    connection.sendall(b"hello\n")
answered = sum(connection.recv(16) == b"hello\n" for connection in connections)
print(time.monotonic() - start, answered)
sys.stdin.readline()

"""Sends a number of numbered lines."""
import socket
import sys

port, lines = int(sys.argv[1]), int(sys.argv[2])
connection = socket.create_connection(("127.0.0.1", port))
for first in range(0, lines, 10_000):
    connection.sendall("".join(f"line {number}\n" for number in range(first, min(lines, first + 10_000))).encode())
connection.shutdown(socket.SHUT_WR)
connection.recv(1)

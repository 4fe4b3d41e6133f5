"""Connects and closes for a number of seconds, as fast as it is accepted, mostly with a reset. Prints the number of connections.

The server must send a greeting: the system drops connections if too many wait to be accepted, and the connection that waits for the
greeting must be counted.
"""
import socket
import struct
import sys
import time

port, seconds = int(sys.argv[1]), float(sys.argv[2])
abort = struct.pack("ii", 1, 0)
connections = 0
end = time.monotonic() + seconds
while time.monotonic() < end:
    connection = socket.socket()
    # Mostly a reset: a closed connection keeps its port for a while, and ports are limited.
    if connections % 8:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, abort)
    connection.connect(("127.0.0.1", port))
    if connections % 64 == 0:
        connection.recv(1)
    connection.close()
    connections += 1
print(connections)

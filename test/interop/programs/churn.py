"""Connects and closes as fast as it is accepted for so many seconds, most of the time with a reset. Prints how many connections it made.

The server must greet: the system drops connections that wait to be accepted when there are too many of them, and this one wants to be
counted.
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
    # Most by a reset: a closed connection keeps its port for a while, and there are only so many.
    if connections % 8:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, abort)
    connection.connect(("127.0.0.1", port))
    if connections % 64 == 0:
        connection.recv(1)
    connection.close()
    connections += 1
print(connections)

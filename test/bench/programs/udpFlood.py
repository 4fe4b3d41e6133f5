"""Sends 64-byte datagrams as fast as possible for a number of seconds. Prints how many it sent."""
import socket
import sys
import time

port, seconds = int(sys.argv[1]), float(sys.argv[2])
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sender.connect(("127.0.0.1", port))
datagram = b"x" * 64
sent = 0
end = time.monotonic() + seconds
while time.monotonic() < end:
    for _ in range(100):
        sender.send(datagram)
    sent += 100
print(sent)

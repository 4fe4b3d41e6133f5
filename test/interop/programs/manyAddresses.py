"""Sends a datagram from each of a number of addresses, one after another. Prints the last address."""
import socket
import sys

port, addresses = int(sys.argv[1]), int(sys.argv[2])
for number in range(addresses):
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sender.bind((f"127.0.0.{1 + number % 200}", 10_000 + number // 200))
    sender.sendto(b"x", ("127.0.0.1", port))
    if number % 100 == 99:
        # Waits for the receiver, so that the system drops no datagram.
        sender.settimeout(10)
        sender.recv(1)
    sender.close()
print(f"127.0.0.{1 + (addresses - 1) % 200}:{10_000 + (addresses - 1) // 200}")

"""Row 5: says hello and prints the answer."""
import socket
import sys

client = socket.socket(family=socket.AF_INET, type=socket.SOCK_DGRAM)
client.sendto(b"Hello UDP Server", ("127.0.0.1", int(sys.argv[1])))
print(client.recvfrom(1024)[0].decode())

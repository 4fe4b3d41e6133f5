"""Row 5: answers each datagram to the address it came from."""
import socket
import sys

server = socket.socket(family=socket.AF_INET, type=socket.SOCK_DGRAM)
server.bind(("127.0.0.1", int(sys.argv[1])))
print("listening", server.getsockname()[1])
while True:
    message, address = server.recvfrom(1024)
    print("heard", message.decode(), "from", address[1])
    server.sendto(b"Hello UDP Client", address)

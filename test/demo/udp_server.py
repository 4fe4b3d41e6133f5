"""A UDP server: answers each datagram to the address it came from."""
import socket

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 20001))
print("Listening on UDP port 20001. Press Ctrl+C to stop.")
while True:
    message, address = server.recvfrom(1024)
    print(address, message.decode())
    server.sendto(b"Hello UDP Client", address)

"""Row 1: greets each client and closes."""
import socket
import sys

server = socket.socket()
server.bind(("", int(sys.argv[1])))
server.listen(5)
print("listening", server.getsockname()[1])
while True:
    client, address = server.accept()
    client.send("Thank you for connecting".encode())
    client.close()

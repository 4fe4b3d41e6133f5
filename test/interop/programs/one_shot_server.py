"""Row 2: serves one client and ends."""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(("localhost", int(sys.argv[1])))
server.listen(1)
print("listening", server.getsockname()[1])
client, address = server.accept()
client.sendall(b"Hi from server")
client.close()
server.close()

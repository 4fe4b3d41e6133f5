"""Row 3: sends each typed line without its newline and prints the answer."""
import socket
import sys

client = socket.socket()
client.connect((sys.argv[1], int(sys.argv[2])))
print("connected")
for line in sys.stdin:
    message = line.rstrip("\n")
    if message == "q":
        break
    client.send(message.encode())
    print(client.recv(1024).decode())
client.close()

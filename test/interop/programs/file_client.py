"""Row 6: connects, streams text files one after another, and closes."""
import socket
import sys

client = socket.socket()
client.connect((sys.argv[1], int(sys.argv[2])))
print("connected")
sys.stdin.readline()
for path in sys.argv[3:]:
    with open(path) as file:
        while text := file.read(1024):
            client.sendall(text.encode())
client.close()

"""Rows 1 and 2: one read, printed."""
import socket
import sys

client = socket.socket()
client.connect((sys.argv[1], int(sys.argv[2])))
print(client.recv(1024).decode())
client.close()

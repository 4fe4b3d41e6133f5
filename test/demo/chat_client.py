"""A chat client: sends each line you type and prints what comes back."""
import socket
import sys
import threading

client = socket.create_connection(("127.0.0.1", 9000))
print("Connected. Type a line; press Ctrl+C to stop.")


def listen():
    while data := client.recv(1024):
        print("server:", data.decode())
    print("The server closed the connection.")


threading.Thread(target=listen, daemon=True).start()
for line in sys.stdin:
    client.sendall(line.rstrip("\n").encode())

"""A greeter: thanks each client for connecting and closes."""
import socket

server = socket.create_server(("127.0.0.1", 9001))
print("Listening on port 9001. Press Ctrl+C to stop.")
while True:
    client, address = server.accept()
    print("greeted", address)
    client.sendall(b"Thank you for connecting")
    client.close()

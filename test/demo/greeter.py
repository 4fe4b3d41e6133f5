"""A greeter: thanks each client for connecting and closes."""
import socket

server = socket.create_server(("127.0.0.1", 9001))
print("Greeting on port 9001. Ctrl+C ends.")
while True:
    client, address = server.accept()
    print("greeted", address)
    client.sendall(b"Thank you for connecting")
    client.close()

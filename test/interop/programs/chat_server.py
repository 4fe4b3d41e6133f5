"""Row 3: one thread per client; replies to each message with the message itself."""
import socket
import sys
import threading


def converse(client):
    while True:
        message = client.recv(1024).decode()
        if not message:
            break
        print("heard", message)
        client.send(("Server received your message: " + message).encode())
    client.close()


server = socket.socket()
server.bind(("", int(sys.argv[1])))
server.listen(5)
print("listening", server.getsockname()[1])
while True:
    client, address = server.accept()
    threading.Thread(target=converse, args=(client,), daemon=True).start()

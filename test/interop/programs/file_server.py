"""Row 6: accepts a number of clients, then reads all of the first into output0.txt, all of the second into output1.txt, and so on."""
import os
import socket
import sys

clients, folder, port = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
server = socket.socket()
server.bind(("", port))
server.listen(clients)
print("listening", server.getsockname()[1])
connections = [server.accept()[0] for _ in range(clients)]
for at, connection in enumerate(connections):
    with open(os.path.join(folder, f"output{at}.txt"), "wb") as output:
        while data := connection.recv(1024):
            output.write(data)
    connection.close()
    print("received", f"output{at}.txt")
server.close()

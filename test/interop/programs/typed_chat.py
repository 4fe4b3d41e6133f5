"""Row 4: both sides type by hand; q ends the chat. Runs as the server or the client."""
import socket
import sys
import threading

role, port = sys.argv[1], int(sys.argv[2])
if role == "server":
    listener = socket.socket()
    listener.bind(("127.0.0.1", port))
    listener.listen(1)
    print("listening", listener.getsockname()[1])
    peer, address = listener.accept()
else:
    peer = socket.create_connection(("127.0.0.1", port))
print("connected")


def listen():
    while True:
        data = peer.recv(1024)
        if not data:
            print("peer has gone")
            return
        print("peer:", data.decode("utf-8"))


threading.Thread(target=listen, daemon=True).start()
for line in sys.stdin:
    text = line.rstrip("\n")
    if text == "q":
        break
    peer.send(text.encode("utf-8"))
peer.close()

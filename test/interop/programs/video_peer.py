"""Two-way video: a server for its own picture and a client for the other's, on two connections at once."""
import pickle
import socket
import struct
import sys
import threading

import numpy as np

count = int(sys.argv[1])
mine = np.arange(480 * 640 * 3, dtype=np.uint32).astype(np.uint8).reshape(480, 640, 3)


def send_frames(server_socket):
    client_socket, addr = server_socket.accept()
    try:
        while True:
            a = pickle.dumps(mine)
            client_socket.sendall(struct.pack("Q", len(a)) + a)
    except OSError:
        print("gone")


server_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server_socket.bind(("127.0.0.1", 0))
server_socket.listen(5)
print("listening", server_socket.getsockname()[1])
sender = threading.Thread(target=send_frames, args=(server_socket,))
sender.start()

client_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client_socket.connect(("127.0.0.1", int(sys.stdin.readline())))
data = b""
payload_size = struct.calcsize("Q")
for _ in range(count):
    while len(data) < payload_size:
        data += client_socket.recv(4 * 1024)
    packed_msg_size = data[:payload_size]
    data = data[payload_size:]
    msg_size = struct.unpack("Q", packed_msg_size)[0]
    while len(data) < msg_size:
        data += client_socket.recv(4 * 1024)
    frame = pickle.loads(data[:msg_size])
    data = data[msg_size:]
    print("frame", frame.shape, frame.dtype)
client_socket.close()
sender.join()

"""Receives a number of pickled pictures as the tutorials do, and does nothing with them."""
import pickle
import socket
import struct
import sys

port, count = int(sys.argv[1]), int(sys.argv[2])
client_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client_socket.connect(("127.0.0.1", port))
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
    frame_data = data[:msg_size]
    data = data[msg_size:]
    frame = pickle.loads(frame_data)
client_socket.close()

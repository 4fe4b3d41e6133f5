"""Video over TCP, the sending side: sends each frame of a video file to one client, pickled and preceded by its length."""
import hashlib
import pickle
import socket
import struct
import sys

import cv2

path, port = sys.argv[1], int(sys.argv[2])

server_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server_socket.bind(("127.0.0.1", port))
server_socket.listen(5)
print("listening", server_socket.getsockname()[1])

client_socket, addr = server_socket.accept()
vid = cv2.VideoCapture(path)
while vid.isOpened():
    img, frame = vid.read()
    if not img:
        break
    a = pickle.dumps(frame)
    message = struct.pack("Q", len(a)) + a
    client_socket.sendall(message)
    print("sent", hashlib.sha256(frame.tobytes()).hexdigest())
print("all")
sys.stdin.readline()
client_socket.close()

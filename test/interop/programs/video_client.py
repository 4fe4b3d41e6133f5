"""Video over TCP, the receiving side: reads frames as the tutorials do, and prints what they contain."""
import hashlib
import pickle
import socket
import struct
import sys

import cv2
import numpy as np

port, codec, count = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])

client_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client_socket.connect(("127.0.0.1", port))
data = b""
payload_size = struct.calcsize("Q")
for _ in range(count):
    while len(data) < payload_size:
        packet = client_socket.recv(4 * 1024)
        if not packet:
            sys.exit("the stream ended")
        data += packet
    packed_msg_size = data[:payload_size]
    data = data[payload_size:]
    msg_size = struct.unpack("Q", packed_msg_size)[0]
    while len(data) < msg_size:
        data += client_socket.recv(4 * 1024)
    frame_data = data[:msg_size]
    data = data[msg_size:]
    if codec == "jpeg":
        frame = cv2.imdecode(np.frombuffer(frame_data, dtype=np.uint8), cv2.IMREAD_COLOR)
    else:
        frame = pickle.loads(frame_data)
    side = 4 if frame.shape[1] < 320 else 16
    cells = frame[side // 2 : 5 * side : side, side // 2 : 16 * side : side]
    bits = "".join("1" if cell >= 128 else "0" for cell in cells.mean(axis=2).flatten())
    number, time = int(bits[:32], 2), int(bits[32:64], 2)
    print("frame", frame.shape, frame.dtype, number, time, hashlib.sha256(frame.tobytes()).hexdigest())
client_socket.close()

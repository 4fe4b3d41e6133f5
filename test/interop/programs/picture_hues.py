"""A video client as in tutorials (row 7): prints each frame's shape, its mean blue, green and red, and a hash."""
import hashlib
import pickle
import socket
import struct
import sys

port, count = int(sys.argv[1]), int(sys.argv[2])

client_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client_socket.connect(("127.0.0.1", port))
data = b""
payload_size = struct.calcsize("Q")
seen = set()
while len(seen) < count:
    while len(data) < payload_size:
        packet = client_socket.recv(4 * 1024)
        if not packet:
            sys.exit("the stream ended")
        data += packet
    msg_size = struct.unpack("Q", data[:payload_size])[0]
    data = data[payload_size:]
    while len(data) < msg_size:
        data += client_socket.recv(4 * 1024)
    frame = pickle.loads(data[:msg_size])
    data = data[msg_size:]
    blue, green, red = (int(mean) for mean in frame.mean(axis=(0, 1)))
    digest = hashlib.sha256(frame.tobytes()).hexdigest()
    seen.add(digest)
    print(frame.shape, blue, green, red, digest)
client_socket.close()

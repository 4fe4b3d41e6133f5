"""A video server as in tutorials (row 7), with pictures that a test knows: sent to every client, at a given rate, until it is stopped."""
import pickle
import socket
import struct
import sys
import threading
import time

import numpy

HEIGHT, WIDTH, BLOCK = 480, 640, 32

#: Blue, green and red of vertical bars, from left to right.
BARS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (0, 255, 255), (255, 255, 255), (0, 0, 0), (128, 128, 128), (30, 20, 10)]


def bars(_number):
    frame = numpy.empty((HEIGHT, WIDTH, 3), numpy.uint8)
    for bar, color in enumerate(BARS):
        frame[:, bar * 80 : (bar + 1) * 80] = color
    return frame


def gray(_number):
    """One channel, as returned by cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY): brighter from left to right."""
    return numpy.tile(numpy.linspace(0, 255, 256, dtype=numpy.uint8), (64, 1))


def alpha(_number):
    """Orange; the right half is half transparent."""
    frame = numpy.empty((40, 60, 4), numpy.uint8)
    frame[:, :] = (0, 128, 255, 255)
    frame[:, 30:, 3] = 128
    return frame


def numbered(number):
    """White blocks in the first line are the bits of the frame's number, lowest on the left."""
    frame = bars(number)
    for bit in range(WIDTH // BLOCK):
        frame[:BLOCK, bit * BLOCK : (bit + 1) * BLOCK] = 255 if number >> bit & 1 else 0
    return frame


KINDS = {"bars": bars, "gray": gray, "alpha": alpha, "numbered": numbered}


def serve(client, draw, pause):
    started = time.monotonic()
    number = 0
    try:
        while True:
            number += 1
            data = pickle.dumps(draw(number))
            client.sendall(struct.pack("Q", len(data)) + data)
            time.sleep(max(0, started + number * pause - time.monotonic()))
    except OSError:
        client.close()


kind, rate = sys.argv[1], float(sys.argv[2])
server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen(5)
print("listening", server.getsockname()[1])
while True:
    client, _ = server.accept()
    threading.Thread(target=serve, args=(client, KINDS[kind], 1 / rate), daemon=True).start()

"""Writes pickles of pictures and other objects into a folder, and the contents of each into manifest.json."""
import collections
import datetime
import json
import os
import pickle
import sys

import cv2
import numpy as np

folder = sys.argv[1]
manifest = []
protocols = range(6)
Named = collections.namedtuple("Named", "id image")


class Command:
    def __reduce__(self):
        return os.system, (f"touch {folder}/executed",)


class Point:
    def __init__(self):
        self.x = 1


def add(name, data, **expected):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)
    manifest.append({"file": name, **expected})


def renamed(data):
    """Returns the pickle as numpy before or after 2.0 writes it. Removes the frame of protocol 4, which is optional."""
    for length, old, new in ((21, b"core.multiarray", b"_core.multiarray"), (18, b"core.numeric", b"_core.numeric")):
        # After the text's length, or as a line of its own.
        for before, after in (
            (b"\x8c%cnumpy." % length + old, b"\x8c%cnumpy." % (length + 1) + new),
            (b"cnumpy." + old, b"cnumpy." + new),
        ):
            data = data.replace(after, before) if after in data else data.replace(before, after)
    return data[:2] + data[11:] if data[2] == 0x95 else data


def add_picture(name, array, order):
    raw = name + ".raw"
    with open(os.path.join(folder, raw), "wb") as file:
        file.write(array.tobytes("C"))
    size = {"width": array.shape[1], "height": array.shape[0], "order": order, "raw": raw}
    size["offered"] = min(array.shape[:2]) >= 8
    for protocol in protocols:
        data = pickle.dumps(array, protocol)
        add(f"{name}-{protocol}", data, kind="picture", **size)
        for kind, value in containers(array):
            # For large arrays, a few are enough.
            if array.size < 1000 or kind in ("behind", "named"):
                add(f"{name}-{kind}-{protocol}", pickle.dumps(value, protocol), kind="picture", **size)
        # Only for small arrays: a large one has its pixels outside the frame that is removed.
        if array.size < 1000:
            add(f"{name}-{protocol}-renamed", renamed(data), kind="picture", **size)


def containers(frame):
    """Containers in which programs send a frame, with typical other contents."""
    yield "dict", {"frame": frame, "ts": 1.5}
    yield "behind", {"id": 7, "camera": "front", "ts": 1.5, "size": (640, 480), "none": None, "frame": frame}
    yield "list", [frame, {"ts": 1.5}]
    yield "tuple", (7, frame)
    yield "two", (7, frame, frame[:1])
    yield "sound", [np.zeros((4, 1), np.float32), frame]
    yield "nested", {"cameras": [{"id": 1, "frame": frame}, {"id": 2, "frame": frame[:1]}]}
    yield "ordered", collections.OrderedDict(id=7, frame=frame)
    yield "named", Named(7, frame)


def add_image(name, encoded, width, height, format):
    expected = {"kind": "image", "format": format, "width": width, "height": height, "offered": True}
    for protocol in protocols:
        add(f"{name}-{protocol}", pickle.dumps(encoded, protocol), within="array", **expected)
        for kind, value in containers(encoded):
            add(f"{name}-{kind}-{protocol}", pickle.dumps(value, protocol), within="array", **expected)
        for kind, value in containers(encoded.tobytes()):
            add(f"{name}-{kind}-{protocol}-bytes", pickle.dumps(value, protocol), within="bytes", **expected)
        column = encoded.reshape(-1, 1)
        add(f"{name}-{protocol}-column", pickle.dumps(column, protocol), within="array", **expected)
        add(f"{name}-{protocol}-bytes", pickle.dumps(encoded.tobytes(), protocol), within="bytes", **expected)
    add(f"{name}-bytearray", pickle.dumps(bytearray(encoded.tobytes()), 5), within="bytes", **expected)
    add(name, encoded.tobytes(), within="nothing", **expected)


random = np.random.default_rng(1)
bgr = random.integers(0, 256, (5, 7, 3), dtype=np.uint8)
frozen = bgr.copy()
frozen.flags.writeable = False
large = random.integers(0, 256, (480, 640, 3), dtype=np.uint8)

add_picture("bgr", bgr, "bgr")
add_picture("gray", bgr[:, :, 0].copy(), "gray")
add_picture("channel", bgr[:, :, 1], "gray")
add_picture("bgra", random.integers(0, 256, (3, 4, 4), dtype=np.uint8), "bgra")
add_picture("frozen", frozen, "bgr")
add_picture("mirrored", bgr[:, ::-1], "bgr")
add_picture("flipped", bgr[::-1], "bgr")
add_picture("rgb", bgr[:, :, ::-1], "bgr")
add_picture("cropped", bgr[1:4, 2:5], "bgr")
add_picture("turned", np.rot90(bgr), "bgr")
add_picture("pixel", bgr[:1, :1], "bgr")
add_picture("column", bgr[:, :1], "bgr")
add_picture("large", large, "bgr")
add_picture("window", large[100:300, 100:300], "bgr")

smooth = cv2.GaussianBlur(large, (31, 31), 0)[:90, :120]
for format, suffix in (("jpeg", ".jpg"), ("png", ".png"), ("webp", ".webp")):
    add_image(format, cv2.imencode(suffix, smooth)[1], 120, 90, format)
add_image("lossless", cv2.imencode(".webp", smooth, [cv2.IMWRITE_WEBP_QUALITY, 101])[1], 120, 90, "webp")
add_image("progressive", cv2.imencode(".jpg", smooth, [cv2.IMWRITE_JPEG_PROGRESSIVE, 1])[1], 120, 90, "jpeg")
add_image("gray-jpeg", cv2.imencode(".jpg", smooth[:, :, 0])[1], 120, 90, "jpeg")
restarts = [cv2.IMWRITE_JPEG_RST_INTERVAL, 4]
add_image("restarts", cv2.imencode(".jpg", smooth, restarts)[1], 120, 90, "jpeg")

for protocol in protocols:

    def add_array(name, array, code):
        add(f"{name}-{protocol}", pickle.dumps(array, protocol), kind="array", code=code)

    add_array("float", bgr.astype(np.float64), "wrongElementType")
    add_array("signed", bgr.astype(np.int8), "wrongElementType")
    add_array("truth", bgr > 100, "wrongElementType")
    add_array("fortran", np.asfortranarray(bgr), "wrongOrder")
    add_array("transposed", bgr[:, :, 0].copy().T, "wrongOrder")
    add_array("line", bgr.ravel(), "wrongShape")
    add_array("two-channels", bgr[:, :, :2], "wrongShape")
    if protocol > 2:
        # In protocol 2, empty bytes are a call of their type, which isn't relevant here.
        add_array("empty", bgr[:0], "noPixels")

    # Sound as pyshine sends it, and other arrays of numbers.
    add_array("sound", random.random((1024, 1), dtype=np.float32), "wrongElementType")
    add_array("samples", np.zeros((1024, 2), np.int16), "wrongElementType")
    add_array("light", random.random((48, 64, 3), dtype=np.float32), "wrongElementType")
    add_array("heard", {"rate": 44100, "samples": random.random((1024, 1), dtype=np.float32)}, "wrongElementType")

    if protocol < 2:
        # Without a header, other pickles can't be told from text.
        continue

    def add_other(name, value):
        add(f"{name}-{protocol}", pickle.dumps(value, protocol), kind="pickle")

    loop = []
    loop.append(loop)
    add_other("command", Command())
    add_other("loop", loop)
    add_other("tuple", (1, 2.5, "text", b"bytes", None, True, -(2**70), "long" * 100))
    add_other("dict", {"shape": bgr.shape, "time": 1.5, "__proto__": {"x": 1}})
    add_other("none", None)
    add_other("empty-dict", {})
    add_other("ordered", collections.OrderedDict(a=1, b=[1, 2]))
    add_other("default", collections.defaultdict(list, {"a": [1]}))
    add_other("deque", collections.deque([1, 2]))
    add_other("sets", [{1, 2}, frozenset([3])])
    add_other("date", datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc))
    add_other("point", Point())
    add_other("objects", np.array([1, "a", None], dtype=object))
    add_other("records", np.zeros(2, dtype=[("x", "u1"), ("y", "<f4")]))
    add_other("number", np.float32(1.5))
    add_other("many", [{"index": index, "name": str(index)} for index in range(5000)])
    add_other("nested", [[[1], [2]], [[3], [4]]])

with open(os.path.join(folder, "manifest.json"), "w", encoding="utf-8") as file:
    json.dump(manifest, file)

"""Reads frames that Portside wrote as the tutorials' clients do, and compares them with the raw pixels in the same folder."""
import json
import os
import pickle
import struct
import sys
import warnings

import numpy as np

warnings.simplefilter("error")
folder, byte_order = sys.argv[1:]

with open(os.path.join(folder, "frames.json"), encoding="utf-8") as file:
    expected = json.load(file)
with open(os.path.join(folder, "frames"), "rb") as file:
    for shape, raw in expected:
        (length,) = struct.unpack(byte_order + "Q", file.read(8))
        frame = pickle.loads(file.read(length))
        pixels = np.fromfile(os.path.join(folder, raw), dtype=np.uint8).reshape(shape)
        assert type(frame) is np.ndarray and frame.dtype == np.uint8, frame
        assert frame.flags.writeable and frame.flags.c_contiguous
        assert np.array_equal(frame, pixels), shape
    assert file.read() == b""
print(f"equal {len(expected)}")

"""Converts pictures with OpenCV, to compare our conversions with. Reads the jobs in jobs.json: `convert_pictures.py FOLDER`"""
import json
import os
import sys

import cv2
import numpy as np

folder = sys.argv[1]


def as_jpeg(pixels, quality):
    encoded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return cv2.imdecode(encoded, cv2.IMREAD_COLOR)


def to_bgr(pixels, _):
    return cv2.cvtColor(pixels, cv2.COLOR_YUV2BGR_I420)


def to_rgba(pixels, _):
    return cv2.cvtColor(pixels, cv2.COLOR_BGR2RGBA)


with open(os.path.join(folder, "jobs.json"), encoding="utf-8") as file:
    for job in json.load(file):
        pixels = np.fromfile(os.path.join(folder, job["file"]), dtype=np.uint8).reshape(job["shape"])
        converted = {"jpeg": as_jpeg, "bgr": to_bgr, "rgba": to_rgba}[job["to"]](pixels, job.get("quality"))
        converted.tofile(os.path.join(folder, job["into"]))

"""Sends a file as raw bytes, as nc -N 127.0.0.1 9002 < FILE does: send_file.py [FILE]"""
import pathlib
import socket
import sys

file = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__)
with socket.create_connection(("127.0.0.1", 9002)) as connection:
    connection.sendall(file.read_bytes())
print("Sent", file.name)

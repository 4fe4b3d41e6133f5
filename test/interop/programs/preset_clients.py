"""Clients for the presets, written as such clients usually are: preset_clients.py PRESET PORT. Fails if the preset doesn't serve it."""
import json
import smtplib
import socket
import struct
import sys


def connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def receive(client, size):
    """Returns exactly this many bytes."""
    data = b""
    while len(data) < size:
        chunk = client.recv(size - len(data))
        if not chunk:
            raise EOFError(f"the stream ended after {data!r}")
        data += chunk
    return data


def expect(got, expected):
    if got != expected:
        raise AssertionError(f"got {got!r}, not {expected!r}")


def echo(port):
    with connect(port) as client:
        sent = bytes(range(256))
        client.sendall(sent)
        expect(receive(client, len(sent)), sent)


def greeter(port):
    with connect(port) as client:
        expect(client.makefile("rb").read(), b"Thank you for connecting")


def chat(port):
    with connect(port) as client:
        lines = client.makefile("rb")
        expect(lines.readline(), b"Welcome.\n")
        client.sendall(b"hi there\r\n")
        # Sent by hand: one line as typed, and one that already has a line ending.
        expect(lines.readline(), b"hello\n")
        expect(lines.readline(), b"bye\n")


def lines(port):
    server = smtplib.SMTP("127.0.0.1", port, timeout=10)
    expect(server.ehlo("box"), (500, b"unknown command"))
    expect(server.helo("box"), (250, b"hello box"))
    expect(server.noop(), (500, b"unknown command"))
    expect(server.quit(), (221, b"bye"))


def udpResponder(port):
    client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    client.settimeout(10)
    client.sendto(b"ping\xff", ("127.0.0.1", port))
    expect(client.recv(100), b"got ping\xff")


def udpEcho(port):
    client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    client.settimeout(10)
    client.sendto(b"ping\xff", ("127.0.0.1", port))
    expect(client.recv(100), b"ping\xff")


def lengthPrefixed(port):
    with connect(port) as client:
        client.sendall(struct.pack(">I", 5) + b"hello")
        (length,) = struct.unpack(">I", receive(client, 4))
        expect(receive(client, length), b"welcome\n")


def jsonLines(port):
    with connect(port) as client:
        answers = client.makefile("r", encoding="utf-8", newline="\n")
        for number in (7, 12345):
            client.sendall(json.dumps({"id": number, "method": "ping"}).encode() + b"\n")
            expect(json.loads(answers.readline()), {"id": number, "ok": True})


def fileReceiver(port):
    with connect(port) as client:
        client.sendall(b"all of it\n\xff")


globals()[sys.argv[1]](int(sys.argv[2]))

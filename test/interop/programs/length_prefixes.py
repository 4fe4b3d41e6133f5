"""
Peers for length prefixes, each written as its protocol or tutorial has it. `length_prefixes.py client FORM=PORT...` sends
messages to echo servers and checks the echoes; `length_prefixes.py server FORM...` echoes messages on ports that it prints.
"""
import json
import socket
import struct
import sys
import threading

MESSAGES = [b"hello", b"", "Grüß\r\n:,\x00".encode(), b"x" * 200]


def exactly(stream, size):
    data = stream.read(size)
    if len(data) != size:
        raise EOFError(f"the stream ended after {data!r}")
    return data


def until(stream, end):
    data = b""
    while not data.endswith(end):
        data += exactly(stream, 1)
    return data[: -len(end)]


def varint(number):
    field = b""
    while number > 127:
        field += bytes([number % 128 + 128])
        number //= 128
    return field + bytes([number])


def read_varint(stream):
    number = 0
    for place in range(10):
        (byte,) = exactly(stream, 1)
        number += (byte & 127) << 7 * place
        if byte < 128:
            return number
    raise ValueError("the varint has no end")


def sentdex(m):
    return f"{len(m):<10}".encode() + m


def tech_with_tim(m):
    length = str(len(m)).encode()
    return length + b" " * (64 - len(length)) + m


def real_python(m):
    header = json.dumps({"byteorder": sys.byteorder, "content-type": "text/json", "content-length": len(m)}).encode()
    return struct.pack(">H", len(header)) + header + m


def read_real_python(stream):
    (size,) = struct.unpack(">H", exactly(stream, 2))
    header = json.loads(exactly(stream, size))
    if header["content-type"] != "text/json":
        raise ValueError(header)
    return exactly(stream, header["content-length"])


def read_netstring(stream):
    message = exactly(stream, int(until(stream, b":")))
    if exactly(stream, 1) != b",":
        raise ValueError("no comma")
    return message


def with_header(size, length):
    """Returns a reader of messages that keep their header."""

    def read(stream):
        header = exactly(stream, size)
        return header + exactly(stream, length(header))

    return read


def read_amqp(stream):
    message = with_header(7, lambda header: struct.unpack(">I", header[3:])[0])(stream)
    if exactly(stream, 1) != b"\xce":
        raise ValueError("no frame end")
    return message


def read_mqtt(stream):
    kind = exactly(stream, 1)
    size = read_varint(stream)
    return kind + varint(size) + exactly(stream, size)


# By form: a message on the wire, and a reader of the message as a receiver gets it.
FORMS = {
    "sentdex": (sentdex, lambda s: exactly(s, int(exactly(s, 10)))),
    "techWithTim": (tech_with_tim, lambda s: exactly(s, int(exactly(s, 64)))),
    "cStruct": (lambda m: struct.pack("8s", b"%d" % len(m)) + m, lambda s: exactly(s, int(exactly(s, 8).rstrip(b"\0 ")))),
    "realPython": (real_python, read_real_python),
    "syslog": (lambda m: b"%d " % len(m) + m, lambda s: exactly(s, int(until(s, b" ")))),
    "netstring": (lambda m: b"%d:%s," % (len(m), m), read_netstring),
    "protobuf": (lambda m: varint(len(m)) + m, lambda s: exactly(s, read_varint(s))),
    "mqtt": (lambda m: b"\x30" + varint(len(m)) + m, read_mqtt),
    "pktLine": (lambda m: b"%04x" % (len(m) + 4) + m, lambda s: exactly(s, int(exactly(s, 4), 16) - 4)),
    "iso8583": (lambda m: b"%04d" % len(m) + m, lambda s: exactly(s, int(exactly(s, 4)))),
    "iso8583bcd": (lambda m: bytes.fromhex("%04d" % len(m)) + m, lambda s: exactly(s, int(exactly(s, 2).hex()))),
    "postgres": (
        lambda m: b"Q" + struct.pack(">I", len(m) + 4) + m,
        with_header(5, lambda header: struct.unpack(">I", header[1:])[0] - 4),
    ),
    "mysql": (
        lambda m: struct.pack("<I", len(m))[:3] + b"\x07" + m,
        with_header(4, lambda header: int.from_bytes(header[:3], "little")),
    ),
    "amqp": (lambda m: struct.pack(">BHI", 1, 0, len(m)) + m + b"\xce", read_amqp),
    "modbus": (
        lambda m: struct.pack(">HHH", 7, 0, len(m)) + m,
        with_header(6, lambda header: struct.unpack(">H", header[4:])[0]),
    ),
    "tracker": (lambda m: bytes([len(m)]) + m + b"\xab\xcd", lambda s: exactly(s, exactly(s, 1)[0] + 2)),
}


def client(form, port):
    frame, read = FORMS[form]
    wires = [frame(message) for message in MESSAGES]
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        stream = connection.makefile("rb")
        joined = b"".join(wires)
        for part in (joined[:1], joined[1:-3], joined[-3:]):
            connection.sendall(part)
        local = Reader(joined)
        for _ in MESSAGES:
            expected, got = read(local), read(stream)
            if got != expected:
                raise AssertionError(f"{form}: got {got!r}, not {expected!r}")


class Reader:
    """Reads bytes as a stream is read."""

    def __init__(self, data):
        self.data = data

    def read(self, size):
        taken, self.data = self.data[:size], self.data[size:]
        return taken


def echo(form, listener):
    frame, read = FORMS[form]
    connection, _ = listener.accept()
    with connection, connection.makefile("rb") as stream:
        connection.sendall(frame(b"who is there?"))
        read(stream)
        connection.sendall(frame(b"thank you"))


def server(forms):
    threads = []
    for form in forms:
        listener = socket.create_server(("127.0.0.1", 0))
        print("listening", listener.getsockname()[1], flush=True)
        threads.append(threading.Thread(target=echo, args=(form, listener)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


role, *rest = sys.argv[1:]
if role == "client":
    for pair in rest:
        name, place = pair.split("=")
        client(name, int(place))
else:
    server(rest)

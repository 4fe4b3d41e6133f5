"""A DAP client whose messages are written as VS Code writes them: debug_client.py PORT."""
import json
import socket
import sys

client = socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=10)
stream = client.makefile("rb")
sequence = 0


def receive():
    (name, length) = stream.readline().split(b": ")
    assert name == b"Content-Length" and stream.readline() == b"\r\n"
    return json.loads(stream.read(int(length)))


def request(command, **arguments):
    global sequence
    sequence += 1
    message = {"command": command, "arguments": arguments, "type": "request", "seq": sequence}
    body = json.dumps(message, separators=(",", ":")).encode()
    client.sendall(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    response = receive()
    assert response["type"] == "response" and response["request_seq"] == sequence, response
    return response


def events(*names):
    received = [receive() for _ in names]
    assert [event["event"] for event in received] == list(names), received
    return received


started = request("initialize", clientID="vscode", adapterID="test", linesStartAt1=True)
assert started["success"] and started["command"] == "initialize", started
events("initialized")
assert request("launch", noDebug=False, __sessionId="x")["success"]
assert request("setBreakpoints", source={"path": "/x"}, breakpoints=[])["body"] == {"breakpoints": []}
assert request("configurationDone")["success"]
output, _, _ = events("output", "exited", "terminated")
assert output["body"]["output"] == "Hello from Portside\n", output
assert request("threads")["body"] == {"threads": []}
assert not request("evaluate", expression="1")["success"]
assert request("disconnect", restart=False)["success"]
assert stream.read() == b""

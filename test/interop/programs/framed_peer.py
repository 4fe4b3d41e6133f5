"""Files in Portside's framed format: framed_peer.py send HOST PORT FILE... | receive PORT DIRECTORY"""
import hashlib, json, os, socket, sys, threading

def say(stream, **message):
    stream.write(json.dumps(message).encode() + b"\n")
    stream.flush()

def hear(stream, *types):  # unknown types belong to a later version
    while (message := json.loads(stream.readline()))["type"] not in types: pass
    return message

def pieces(file, end):
    while piece := file.read(max(0, min(end - file.tell(), 1 << 20))): yield piece

def hash_first(file, end):
    file.seek(0)
    sha = hashlib.sha256()
    for piece in pieces(file, end): sha.update(piece)
    return sha

def send(stream, path):
    file, size, modified = open(path, "rb"), os.path.getsize(path), os.path.getmtime(path) * 1000
    say(stream, type="file", version=1, name=os.path.basename(path), size=size, modifiedMs=modified, resume=True)
    answer = hear(stream, "have", "refuse")
    if answer["type"] == "refuse":
        say(stream, type="cancel", reason="refused")
        return answer
    sha = hash_first(file, answer["offset"])
    if sha.hexdigest() != answer["sha256"]: sha = hash_first(file, 0)
    say(stream, type="from", offset=file.tell())
    for piece in pieces(file, size):
        say(stream, type="data", bytes=len(piece))
        stream.write(piece)
        sha.update(piece)
    say(stream, type="end", sha256=sha.hexdigest())
    return hear(stream, "receipt", "refuse")

def receive(stream, directory):
    while line := stream.readline():
        message = json.loads(line)
        if message["type"] == "file":
            path, size = os.path.join(directory, os.path.basename(message["name"])), message["size"]
            part = open(path + ".part", "a+b", buffering=0)
            sha = hash_first(part, size if message.get("resume") else 0)
            part.truncate()  # drop anything beyond the current offset
            if message.get("resume"): say(stream, type="have", offset=part.tell(), sha256=sha.hexdigest())
        elif message["type"] == "from" and message["offset"] == 0:
            sha = hash_first(part, 0)
            part.truncate()
        elif message["type"] == "data":
            piece = stream.read(message["bytes"])
            sha.update(piece)
            part.write(piece)
        elif message["type"] == "cancel":
            say(stream, type="refuse", reason="cancelled")
        elif message["type"] == "end":
            part.close()
            is_right = (os.path.getsize(part.name), sha.hexdigest()) == (size, message["sha256"])
            if is_right and not os.path.exists(path):
                os.rename(part.name, path)
                print("received", os.path.basename(path), size)
                say(stream, type="receipt", bytes=size, sha256=sha.hexdigest())
            else:
                os.remove(part.name)
                say(stream, type="refuse", reason="it was received incorrectly, or a file of this name exists")

if sys.argv[1] == "send":
    stream = socket.create_connection((sys.argv[2], int(sys.argv[3]))).makefile("rwb")
    for path in sys.argv[4:]: print(*send(stream, path).values())
else:
    server = socket.create_server(("127.0.0.1", int(sys.argv[2])))
    print("listening", server.getsockname()[1], flush=True)
    while True:
        threading.Thread(target=receive, args=(server.accept()[0].makefile("rwb"), sys.argv[3])).start()

"""A chat client as the socket tutorials write it.

Connects, sends its name, reads the server's name, then sends and receives text
in a loop: no line ends, 1024 bytes at a time. Prints what it receives.

    tutorial_client.py PORT NAME TEXT...
"""

import socket
import sys
import threading
import time

port, name, *texts = sys.argv[1:]
client = socket.socket()
client.connect((socket.gethostbyname("localhost"), int(port)))
client.send(name.encode())
server_name = client.recv(1024).decode()
print("server:", repr(server_name), flush=True)


def receive():
    while True:
        text = client.recv(1024).decode()
        if not text:
            return
        print("received:", repr(text), flush=True)


threading.Thread(target=receive, daemon=True).start()
sys.stdin.readline()
for text in texts:
    client.send(text.encode())
    time.sleep(0.5)
sys.stdin.readline()
client.close()

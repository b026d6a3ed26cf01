"""A world for each test, of nothing but a user's name. The server runs with --auto-worlds."""
import base64
import json
import os
import re
import urllib.request

import pytest

SERVER = os.environ.get("DASHSIM_URL", "http://127.0.0.1:8080")


class World:
    def __init__(self, name):
        self.name = name
        self.api = f"{SERVER}/api/accounts/9900000"
        self.credentials = base64.b64encode(f"tester~{name}:secret".encode()).decode()

    def call(self, method, path, document=None):
        request = urllib.request.Request(self.api + path, method=method, data=document and document.encode())
        request.add_header("Authorization", f"Basic {self.credentials}")
        request.add_header("Content-Type", "application/xml")
        with urllib.request.urlopen(request) as response:
            return response.read().decode()

    def control(self, method, path, body=None):
        request = urllib.request.Request(f"{SERVER}/_sim{path}", method=method, data=body and json.dumps(body).encode())
        request.add_header("X-Sim-World", self.name)
        with urllib.request.urlopen(request) as response:
            return json.load(response)

    def advance(self, **goal):
        return self.control("POST", "/clock/advance", goal or {"until": "idle"})


@pytest.fixture
def world(request):
    world = World(re.sub(r"[^A-Za-z0-9-]+", "-", request.node.name))
    yield world
    world.control("DELETE", f"/worlds/{world.name}")

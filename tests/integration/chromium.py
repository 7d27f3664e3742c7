"""A headless Chromium driven over its own protocol: real clicks, real file choosers, screenshots.

Keep out: any page of the desk.
"""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Self

from websockets.sync.client import ClientConnection, connect

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# a first load imports what judges it: seconds, on a busy machine many
_SECONDS = 120.0


def chromium_command() -> str:
    """The browser's path. Raises RuntimeError saying what to install."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise RuntimeError(
            "no Chromium here: install the package `chromium` (Debian) and run again"
        )
    return found


class Browser:
    """One page of a fresh profile. Use as a context manager."""

    def __init__(self, *, headers: dict[str, str], downloads: Path) -> None:
        self._headers = headers
        self._downloads = downloads
        self._numbers = itertools.count(1)
        self._open = contextlib.ExitStack()
        self._events: list[dict[str, Any]] = []
        # what a person typed into the page, one entry a field
        self.typed: list[str] = []

    def __enter__(self) -> Self:
        self._profile = tempfile.TemporaryDirectory(
            prefix="desk-browser-", ignore_cleanup_errors=True
        )
        self._process = subprocess.Popen(
            [
                chromium_command(), "--headless=new", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
                "--hide-scrollbars", "--disable-lcd-text",
                "--remote-debugging-port=0",
                f"--user-data-dir={self._profile.name}", "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # names of downloads are Chinese
            env=os.environ | {"LANG": "C.UTF-8"},
        )  # fmt: skip
        try:
            self._socket = self._attach()
            self._call("Page.enable")
            self._call("Runtime.enable")
            self._call("Log.enable")
            self._call("Network.enable")
            self._call("Network.setExtraHTTPHeaders", headers=self._headers)
            self._call(
                "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(self._downloads),
                eventsEnabled=True,
            )  # fmt: skip
            self.size(1280)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()
        self._process.terminate()
        self._process.wait(timeout=_SECONDS)
        self._profile.cleanup()

    def size(self, width: int, height: int = 900) -> None:
        """The window in CSS pixels."""
        self._call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
            mobile=width < 500,
        )  # fmt: skip

    def without_script(self) -> None:
        """As for people whose browser runs no script on pages."""
        self._call("Emulation.setScriptExecutionDisabled", value=True)

    def open(self, address: str) -> None:
        """Go to an address and wait until it is there."""
        self._events.clear()
        self._call("Page.navigate", url=address)
        self._loaded()

    def click(self, selector: str, *, loads: bool = True) -> None:
        """A real press of the mouse in the middle of what the selector finds."""
        node = self._node(selector)
        self._call("DOM.scrollIntoViewIfNeeded", nodeId=node)
        quad = self._call("DOM.getContentQuads", nodeId=node)["quads"][0]
        at = {"x": sum(quad[0::2]) / 4, "y": sum(quad[1::2]) / 4}
        self._events.clear()
        for kind in ("mousePressed", "mouseReleased"):
            self._call("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **at)
        if loads:
            self._loaded()

    def press(self, key: str) -> None:
        """One key of the keyboard, as Tab or Enter."""
        codes = {"Tab": 9, "Enter": 13}
        text = {"Enter": "\r"}.get(key, "")
        for kind in ("keyDown", "keyUp"):
            self._call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, text=text,
                windowsVirtualKeyCode=codes[key],
            )  # fmt: skip

    def fill(self, selector: str, text: str) -> None:
        """Put the cursor into a field and type."""
        self._call("DOM.focus", nodeId=self._node(selector))
        self._call("Input.insertText", text=text)
        self.typed.append(selector)

    def choose_file(self, selector: str, path: Path) -> None:
        """Choose a file in a file field, as the chooser would."""
        self._call("DOM.setFileInputFiles", nodeId=self._node(selector), files=[str(path)])

    def text(self) -> str:
        """What a reader sees of the page."""
        return str(self.evaluate("document.body.innerText"))

    def has(self, selector: str) -> bool:
        """Whether the page has such an element."""
        return bool(self.evaluate(f"document.querySelector({json.dumps(selector)}) !== null"))

    def evaluate(self, script: str) -> Any:
        """A value from the page, asked from outside (pages run no script of their own)."""
        found = self._call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def complaints(self) -> list[str]:
        """What the browser complained of since the last page was opened (policies, scripts)."""
        self._call("Page.bringToFront")
        entries = [e["params"]["entry"] for e in self._events if e["method"] == "Log.entryAdded"]
        return [entry["text"] for entry in entries if entry["level"] in ("error", "warning")]

    def download(self, selector: str) -> Path:
        """Press a link that gives a file, and wait until it is whole."""
        before = set(self._downloads.iterdir())
        self.click(selector, loads=False)
        deadline = time.monotonic() + _SECONDS
        while time.monotonic() < deadline:
            new = [p for p in set(self._downloads.iterdir()) - before if p.suffix != ".crdownload"]
            if new:
                return new[0]
            time.sleep(0.05)
        raise AssertionError(f"nothing was downloaded by {selector}: {self.text()[:300]}")

    def screenshot(self, path: Path, *, most_height: int | None = None) -> None:
        """A picture as PNG: of what is in sight, or with `most_height` of the page from its top."""
        clip = {}
        if most_height is not None:
            size = self._call("Page.getLayoutMetrics")["cssContentSize"]
            height = min(size["height"], most_height)
            clip = {"clip": {"x": 0, "y": 0, "width": size["width"], "height": height, "scale": 1}}
        found = self._call(
            "Page.captureScreenshot", format="png", captureBeyondViewport=bool(clip), **clip
        )
        path.write_bytes(base64.b64decode(found["data"]))

    def _node(self, selector: str) -> int:
        root = self._call("DOM.getDocument", depth=0)["root"]["nodeId"]
        node = int(self._call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"])
        assert node, f"no {selector} on the page: {self.text()[:500]}"
        return node

    def _loaded(self) -> None:
        deadline = time.monotonic() + _SECONDS
        while not any(event["method"] == "Page.loadEventFired" for event in self._events):
            left = deadline - time.monotonic()
            assert left > 0, "the page did not load"
            self._events.append(json.loads(self._socket.recv(timeout=left)))

    def _call(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv(timeout=_SECONDS))
            if message.get("id") == number:
                assert "error" not in message, (method, message["error"])
                return dict(message["result"])
            if "method" in message:
                self._events.append(message)

    def _attach(self) -> ClientConnection:
        port_file = Path(self._profile.name) / "DevToolsActivePort"
        deadline = time.monotonic() + _SECONDS
        while time.monotonic() < deadline:
            if port_file.exists() and port_file.read_text().count("\n") >= 1:
                port = port_file.read_text().splitlines()[0]
                opening = connect(_page_address(port), max_size=None, proxy=None)
                return self._open.enter_context(opening)
            time.sleep(0.05)
        raise AssertionError("Chromium did not open its debugging port")


def _page_address(port: str) -> str:
    import httpx

    found = httpx.get(f"http://127.0.0.1:{port}/json/list", trust_env=False).json()
    return str(next(page["webSocketDebuggerUrl"] for page in found if page["type"] == "page"))

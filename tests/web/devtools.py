"""A headless Chromium that tests drive over its DevTools protocol.

Pages are opened, clicked, drawn on, looked at, and asked what they complained about.
"""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse

from tests.web.browser import SWITCHES

LOADED_SECONDS = 20.0
COMPLAINTS = ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled")


@dataclass(slots=True)
class Tab:
    """One page of the browser; `complaints` are its errors and warnings, in words."""

    socket: ClientWebSocketResponse
    complaints: list[str] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: count(1))
    _answers: dict[int, "asyncio.Future[Any]"] = field(default_factory=dict)

    async def listen(self) -> None:
        """Take in what the browser says, until it goes."""
        async for message in self.socket:
            told = json.loads(message.data)
            waiting = self._answers.pop(told.get("id", 0), None)
            if waiting is not None:
                waiting.set_result(told)
            elif told.get("method") in COMPLAINTS:
                self._note(told["method"], told["params"])

    async def command(self, method: str, **parameters: Any) -> Any:
        """Carry out a command of the protocol and return its result."""
        number = next(self._numbers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self.socket.send_json({"id": number, "method": method, "params": parameters})
        async with asyncio.timeout(LOADED_SECONDS):
            told = await self._answers[number]
        assert "error" not in told, (method, told["error"])
        return told["result"]

    async def run(self, script: str) -> Any:
        """Return the value of a JavaScript expression, a promise once it is kept."""
        result = await self.command(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    async def open(self, url: str) -> None:
        """Load a page, and wait until its scripts have run."""
        await self.command("Page.navigate", url=url)
        await self.until(
            f"document.readyState === 'complete' && location.href.startsWith({json.dumps(url)})"
        )

    async def until(self, condition: str, *, seconds: float = LOADED_SECONDS) -> None:
        """Wait until a JavaScript expression is true."""
        async with asyncio.timeout(seconds):
            while not await self.run(condition):  # noqa: ASYNC110 - asked of a page
                await asyncio.sleep(0.02)

    async def middle(self, selector: str) -> tuple[float, float]:
        """Return where the middle of an element is in the window, after scrolling to it."""
        script = (
            f"(() => {{ const one = document.querySelector({json.dumps(selector)}); "
            "one.scrollIntoView({ block: 'center' }); "
            "const edge = one.getBoundingClientRect(); "
            "return [edge.x + edge.width / 2, edge.y + edge.height / 2]; })()"
        )
        x, y = await self.run(script)
        return x, y

    async def click(self, selector: str) -> None:
        """Click the middle of an element with the mouse."""
        x, y = await self.middle(selector)
        await self.draw((x, y), (x, y))

    @asynccontextmanager
    async def pressed(self, point: tuple[float, float]) -> AsyncIterator[None]:
        """Hold the mouse down at a point of the window within the block."""
        await self._mouse("mousePressed", *point)
        yield
        await self._mouse("mouseReleased", *point)

    async def draw(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press the mouse at one point of the window, move it to another and let go."""
        (x, y), (to_x, to_y) = start, end
        await self._mouse("mousePressed", x, y)
        if start != end:
            await self._mouse("mouseMoved", (x + to_x) / 2, (y + to_y) / 2)
            await self._mouse("mouseMoved", to_x, to_y)
        await self._mouse("mouseReleased", to_x, to_y)

    async def press(self, key: str) -> None:
        """Press a key."""
        for kind in ("keyDown", "keyUp"):
            await self.command(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                text="\r" if key == "Enter" and kind == "keyDown" else "",
            )

    async def appear(
        self, *, width: int = 1280, height: int = 1000, dark: bool = False, still: bool = False
    ) -> None:
        """Set the window's size, and what the reader prefers."""
        await self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if still else "no-preference"},
        ]
        await self.command("Emulation.setEmulatedMedia", features=features)

    async def picture(self, target: Path, *, most: int = 4000, start: str = "body") -> None:
        """Write the page from an element on, at most `most` pixels of its height, to a PNG file."""
        width, height, top = await self.run(
            "[innerWidth, Math.ceil(document.documentElement.getBoundingClientRect().height), "
            f"document.querySelector({json.dumps(start)}).getBoundingClientRect().top + scrollY]"
        )
        clip = {"x": 0, "y": top, "width": width, "height": min(height - top, most), "scale": 1}
        shot = await self.command(
            "Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip
        )
        await asyncio.to_thread(target.write_bytes, base64.b64decode(shot["data"]))

    async def _mouse(self, kind: str, x: float, y: float) -> None:
        await self.command(
            "Input.dispatchMouseEvent",
            type=kind,
            x=x,
            y=y,
            button="left",
            buttons=1,
            clickCount=1,
            pointerType="mouse",
        )

    def _note(self, method: str, params: Any) -> None:
        if method == "Runtime.exceptionThrown":
            self.complaints.append(str(params["exceptionDetails"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.complaints.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")
        elif method == "Runtime.consoleAPICalled" and params["type"] in (
            "error",
            "warning",
            "assert",
        ):
            self.complaints.append(str(params["args"]))


@asynccontextmanager
async def opened(browser: str, profile: Path) -> AsyncIterator[Tab]:
    """Run a browser with a profile of its own, and give its page."""
    command = [
        browser,
        *SWITCHES,
        f"--user-data-dir={profile}",
        "--remote-debugging-port=0",
        "about:blank",
    ]
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        async with (
            ClientSession() as client,
            client.ws_connect(await _address(client, profile), max_msg_size=0) as page,
        ):
            tab = Tab(page)
            listening = asyncio.ensure_future(tab.listen())
            for domain in ("Page", "Runtime", "Log"):
                await tab.command(f"{domain}.enable")
            await tab.appear()
            yield tab
            listening.cancel()
    finally:
        process.kill()
        await process.wait()


async def _address(client: ClientSession, profile: Path) -> str:
    port = profile / "DevToolsActivePort"
    async with asyncio.timeout(LOADED_SECONDS):
        while not port.exists() or not port.read_text():  # noqa: ASYNC110 - written by another process
            await asyncio.sleep(0.05)
        async with client.get(
            f"http://127.0.0.1:{port.read_text().split()[0]}/json/list"
        ) as answer:
            pages = [
                page for page in await answer.json(content_type=None) if page["type"] == "page"
            ]
    return str(pages[0]["webSocketDebuggerUrl"])

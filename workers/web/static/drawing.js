// Drawing a box on the map and a span over the timeline, and arrow keys in both. What is drawn becomes a filter in the address.
"use strict";

(() => {
  const live = document.getElementById("live");
  if (!live) return;
  const FEWEST = 6; // pixels: less is a click
  const SVG = "http://www.w3.org/2000/svg";
  let drawn = null;

  const go = (changes) => {
    const query = new URLSearchParams(location.search);
    query.delete("cursor");
    for (const [name, value] of Object.entries(changes)) {
      query.delete(name);
      if (value) query.set(name, value);
    }
    live.dispatchEvent(new CustomEvent("dateline:go", { detail: `/events?${query}` }));
  };

  const degrees = (map, event) => {
    const edge = map.getBoundingClientRect();
    const { west, north, width, height } = map.dataset;
    const x = Math.min(Math.max((event.clientX - edge.left) / edge.width, 0), 1);
    const y = Math.min(Math.max((event.clientY - edge.top) / edge.height, 0), 1);
    return [Number(west) + x * width, Number(north) - y * height];
  };
  const barAt = (bars, event) => {
    const all = bars.querySelectorAll("a");
    const edge = bars.getBoundingClientRect();
    const share = Math.min(Math.max((event.clientX - edge.left) / edge.width, 0), 0.9999);
    return all[Math.floor(share * all.length)];
  };

  const rectangle = () => {
    const [x, y] = drawn.start;
    const [to_x, to_y] = drawn.end;
    return [Math.min(x, to_x), Math.min(y, to_y), Math.max(x, to_x), Math.max(y, to_y)];
  };
  const drawBox = () => {
    const [west, south, east, north] = rectangle();
    const sizes = { x: west, y: -north, width: east - west, height: north - south };
    for (const [name, value] of Object.entries(sizes)) drawn.shape.setAttribute(name, value);
  };
  const drawSpan = () => {
    const all = [...drawn.svg.querySelectorAll("a")];
    const [low, high] = [all.indexOf(drawn.start), all.indexOf(drawn.end)].sort((one, two) => one - two);
    all.forEach((bar, index) => bar.classList.toggle("drawn", index >= low && index <= high));
    drawn.span = [all[low].dataset.first, all[high].dataset.last];
  };

  live.addEventListener("pointerdown", (event) => {
    const svg = event.target.closest("svg.world, svg.bars");
    if (!svg || event.button || event.pointerType === "touch") return; // a finger scrolls; it chooses by a tap
    const isMap = svg.classList.contains("world");
    const at = isMap ? degrees(svg, event) : barAt(svg, event);
    drawn = { svg, isMap, start: at, end: at, x: event.clientX, y: event.clientY, begun: false, shape: null };
  });
  window.addEventListener("pointermove", (event) => {
    if (!drawn) return;
    const far = Math.hypot(event.clientX - drawn.x, event.clientY - drawn.y) >= FEWEST;
    if (!drawn.begun && !far) return;
    if (!drawn.begun && drawn.isMap) {
      drawn.shape = drawn.svg.appendChild(document.createElementNS(SVG, "rect"));
      drawn.shape.setAttribute("class", "box");
    }
    drawn.begun = true;
    document.body.classList.add("drawing");
    drawn.end = drawn.isMap ? degrees(drawn.svg, event) : barAt(drawn.svg, event);
    if (drawn.isMap) drawBox();
    else drawSpan();
  });
  const end = () => {
    document.body.classList.remove("drawing");
    const done = drawn;
    if (done && done.begun && done.isMap) go({ near: "", box: rectangle().map((edge) => edge.toFixed(2)).join(",") });
    if (done && done.begun && !done.isMap) go({ from: done.span[0], to: done.span[1] });
    drawn = null;
    return done && done.begun;
  };
  // A drag ends with a click on the link under it, which is not meant.
  const swallow = (event) => { event.preventDefault(); event.stopPropagation(); };
  window.addEventListener("pointerup", () => {
    if (!end()) return;
    window.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 0);
  });
  window.addEventListener("pointercancel", () => { if (drawn && drawn.shape) drawn.shape.remove(); drawn = null; document.body.classList.remove("drawing"); });
  live.addEventListener("dragstart", (event) => { if (event.target.closest("svg")) event.preventDefault(); });

  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  live.addEventListener("keydown", (event) => {
    const svg = event.target.closest("svg.world, svg.bars, svg.strips");
    if (!svg || !(event.key in STEPS)) return;
    const all = [...svg.querySelectorAll(svg.classList.contains("world") ? "a.marker" : "a")];
    const next = all[all.indexOf(event.target.closest("a")) + STEPS[event.key]];
    event.preventDefault();
    if (!next) return;
    for (const one of all) one.setAttribute("tabindex", one === next ? "0" : "-1");
    next.focus();
  });
})();

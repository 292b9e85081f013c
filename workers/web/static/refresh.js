// Keeps the page up to date: asks for it again every few seconds and, where it has changed, changes what differs and nothing else.
// So the focus, what is folded open and how far a table is scrolled stay as they are. The server escapes everything, and the policy of the page lets nothing run that is not this file.
"use strict";

(() => {
  // A link may lead to what is folded away.
  const unfold = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const around = target && target.closest("details");
    if (around) { around.open = true; target.scrollIntoView(); }
  };
  window.addEventListener("hashchange", unfold);
  unfold();

  const main = document.querySelector("main[data-refresh]");
  const seconds = Number(main && main.dataset.refresh);
  if (!seconds) return;
  let etag = "";

  const pause = document.getElementById("pause");
  pause.hidden = false;
  const paused = () => pause.getAttribute("aria-pressed") === "true";
  pause.addEventListener("click", () => pause.setAttribute("aria-pressed", String(!paused())));

  const busy = () => {
    const selection = window.getSelection();
    return document.hidden || paused() || (selection && !selection.isCollapsed);
  };

  const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE && (node.dataset.id || node.id)) || "";
  const alike = (held, wanted) => held.nodeName === wanted.nodeName && keyOf(held) === keyOf(wanted);

  // What stands for `wanted` among the nodes from `from` on; an element with a key may be anywhere behind.
  const found = (wanted, from) => {
    for (let held = from; held; held = held.nextSibling) if (alike(held, wanted)) return held;
    return null;
  };

  const setAttributes = (held, wanted) => {
    const kept = held.nodeName === "DETAILS" ? "open" : ""; // the reader's
    for (const { name } of [...held.attributes]) if (name !== kept && !wanted.hasAttribute(name)) held.removeAttribute(name);
    for (const { name, value } of wanted.attributes) if (name !== kept && held.getAttribute(name) !== value) held.setAttribute(name, value);
  };

  const change = (held, wanted) => {
    if (held.nodeType !== Node.ELEMENT_NODE) {
      if (held.data !== wanted.data) held.data = wanted.data;
      return;
    }
    setAttributes(held, wanted);
    let at = held.firstChild;
    for (const part of [...wanted.childNodes]) {
      const same = found(part, at);
      if (same === null) {
        held.insertBefore(document.adoptNode(part), at);
        if (part.nodeType === Node.ELEMENT_NODE && part.matches("li.event")) part.classList.add("fresh");
        continue;
      }
      if (same === at) at = at.nextSibling;
      else held.insertBefore(same, at);
      change(same, part);
    }
    while (at) { const next = at.nextSibling; at.remove(); at = next; }
  };

  const update = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    if (!fresh) return;
    const focused = document.activeElement;
    change(main, fresh);
    // A row that moved has lost the focus on the way.
    if (focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
  };

  const ask = async () => {
    if (busy()) return;
    const answer = await fetch(location.href, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
    if (answer.status === 304) return;
    const html = await answer.text();
    await dateline.released();
    if (busy()) return; // the reader has begun to meanwhile
    etag = answer.headers.get("ETag") || "";
    if (answer.ok) update(html);
  };

  const again = async () => {
    try {
      await ask();
      document.body.classList.remove("away");
    } catch {
      document.body.classList.add("away");
    }
    setTimeout(again, seconds * 1000);
  };
  setTimeout(again, 500);
})();

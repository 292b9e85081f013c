// Keeps the page up to date: asks for it again every few seconds and, where it has changed, puts the new content in place of the old.
// The server escapes everything, and the policy of the page lets nothing run that is not this file.
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

  const busy = () => {
    const selection = window.getSelection();
    const typing = document.activeElement && main.contains(document.activeElement) &&
      ["INPUT", "SELECT", "TEXTAREA"].includes(document.activeElement.tagName);
    return document.hidden || typing || (selection && !selection.isCollapsed);
  };

  const replace = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    if (!fresh) return;
    const open = [...main.querySelectorAll("details[open]")].map((one) => one.id);
    for (const id of open) {
      const same = id && fresh.querySelector("#" + CSS.escape(id));
      if (same) same.open = true;
    }
    const known = new Set([...main.querySelectorAll("li.event h3 a")].map((one) => one.getAttribute("href")));
    if (known.size) {
      for (const link of fresh.querySelectorAll("li.event h3 a")) {
        if (!known.has(link.getAttribute("href"))) link.closest("li").classList.add("fresh");
      }
    }
    main.replaceChildren(...fresh.childNodes);
  };

  const ask = async () => {
    if (busy()) return;
    const answer = await fetch(location.href, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
    if (answer.status === 304) return;
    etag = answer.headers.get("ETag") || "";
    if (answer.ok) replace(await answer.text());
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

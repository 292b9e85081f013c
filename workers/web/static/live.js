// The live page: follows the stream of events, and goes from filter to filter without loading the page anew. All content comes from the server, which escapes it.
"use strict";

(() => {
  const live = document.getElementById("live");
  if (!live) return;
  const news = document.getElementById("news");
  const list = document.getElementById("list");
  const PAUSE = 1000; // milliseconds between two readings, however much comes in
  const COLLECT = 150; // milliseconds to wait for more before a reading
  const AGAIN = 5000; // milliseconds between readings while there is no stream
  const SPOKEN = 3; // titles read out of one batch
  let stream = null;
  let timer = 0;
  let readAt = 0;
  let asked = 0;
  let extended = false; // more than the first page is shown
  let going = null; // the reading of another filter that is under way
  const written = new WeakMap(); // rows as the server wrote them, without what was added since

  const parse = (html) => new DOMParser().parseFromString(html, "text/html");
  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const byId = (id) => [...list.children].find((row) => row.dataset.id === id);
  const titles = (rows) => rows.slice(0, SPOKEN).map((row) => row.querySelector("h3").textContent).join("; ");

  const say = (words) => { news.textContent = words; };

  const withKey = (key) => key && live.querySelector(`[data-key="${CSS.escape(key)}"]`);

  // Fills in what the reader has typed and not sent yet, with the caret where it was.
  const retype = (form, typed, { name, selectionStart, selectionEnd }) => {
    for (const [field, value] of typed) form.elements[field].value = value;
    const same = name && form.elements[name];
    if (!same || same.type === "hidden") return;
    same.focus({ preventScroll: true });
    if (selectionStart !== null && same.setSelectionRange) same.setSelectionRange(selectionStart, selectionEnd);
  };

  // Puts the parts of a page read anew in place of the old ones; the focus stays on what it was on.
  const swap = (fresh, parts) => {
    const focused = document.activeElement;
    const key = focused && focused.dataset.key;
    for (const part of parts) {
      const now = fresh.getElementById(part.id);
      if (!now || now.innerHTML === part.innerHTML) continue;
      const open = [...part.querySelectorAll("details[open]")].map((one) => one.id);
      const typed = [...part.querySelectorAll("input:not([type=hidden])")].filter((one) => one.value !== one.defaultValue).map((one) => [one.name, one.value]);
      const at = part.contains(focused) ? { name: focused.name, selectionStart: focused.selectionStart, selectionEnd: focused.selectionEnd } : {};
      part.replaceChildren(...document.adoptNode(now).childNodes);
      for (const id of open) { const same = document.getElementById(id); if (same) same.open = true; }
      if (part.elements) retype(part, typed, at);
    }
    const same = withKey(key);
    if (same && same !== document.activeElement) same.focus({ preventScroll: true });
  };

  // Brings the list to the order of the new first page, row by row, so that what is read does not move more than it must.
  const merge = (rows, isOld) => {
    const added = [];
    rows.forEach((row, index) => {
      const held = byId(row.dataset.id);
      const unchanged = held && (written.get(held) || held.outerHTML) === row.outerHTML;
      written.set(row, row.outerHTML);
      if (held && list.children[index] === held && unchanged) return;
      if (held) held.remove();
      else if (isOld) added.push(row);
      if (isOld && !unchanged) row.classList.add("fresh");
      list.insertBefore(unchanged ? held : row, list.children[index] || null);
    });
    if (!extended) while (list.children.length > rows.length) list.lastElementChild.remove();
    return added;
  };

  const show = (html, { moved }) => {
    const fresh = parse(html);
    const now = fresh.getElementById("live");
    if (!now) { say(fresh.querySelector(".refusal") ? fresh.querySelector(".refusal").textContent : "Nothing came."); return false; }
    const rows = [...fresh.querySelectorAll("#list > li")].map((row) => document.adoptNode(row));
    if (moved) extended = false;
    const parts = [...live.querySelectorAll("[data-part]")].filter((part) => moved || (part.id !== "filters" && !(extended && part.id === "more")));
    const total = fresh.getElementById("count").firstChild.textContent.split(",")[0].trim();
    swap(fresh, parts);
    const added = merge(rows, !moved);
    if (moved) { live.dataset.stream = now.dataset.stream; say(`${total}.`); follow(); }
    else if (added.length) say(`${count(added.length, "new event")}: ${titles(added)}`);
    return true;
  };

  const read = async (url, options) => {
    const mine = ++asked;
    readAt = Date.now();
    try {
      const answer = await fetch(url, { cache: "no-store" });
      const html = await answer.text();
      await dateline.released();
      if (mine === asked) show(html, options);
    } catch {
      document.body.classList.add("away");
    }
  };

  const move = (url) => {
    const mine = going = read(url, { moved: true }).finally(() => { if (mine === going) going = null; });
    return mine;
  };
  const go = (url) => { history.pushState(null, "", url); return move(url); };

  const refresh = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!document.hidden && !going) read(location.href, { moved: false });
      else refresh();
    }, Math.max(COLLECT, readAt + PAUSE - Date.now()));
  };

  function follow() {
    if (stream) stream.close();
    stream = new EventSource(live.dataset.stream);
    const mine = stream;
    stream.onopen = () => { document.body.classList.remove("away"); refresh(); }; // what was told before it opened
    stream.onmessage = refresh;
    stream.addEventListener("gap", refresh);
    stream.onerror = () => {
      document.body.classList.add("away");
      if (mine.readyState === EventSource.CLOSED) setTimeout(() => { if (mine === stream) { refresh(); follow(); } }, AGAIN);
    };
  }

  const more = async (link) => {
    const fresh = parse(await (await fetch(link.href)).text());
    const rows = [...fresh.querySelectorAll("#list > li")].filter((row) => !byId(row.dataset.id));
    extended = true;
    list.append(...rows.map((row) => document.adoptNode(row)));
    swap(fresh, [document.getElementById("more")]);
    say(`${count(rows.length, "event")} more.`);
    const first = rows[0] && rows[0].querySelector("a");
    if (first) first.focus({ preventScroll: true });
  };

  live.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const href = link.getAttribute("href");
    if (!/^\/events(\?|$)/.test(href)) return;
    event.preventDefault();
    if (link.rel === "next") more(link);
    // What is chosen while another choice is still on its way is added to that one, not put in its place.
    else if (going) going.then(() => go((withKey(link.dataset.key) || link).getAttribute("href")));
    else go(href);
  });

  const submit = async (form) => {
    if (going) await going; // the form takes over what was chosen
    const given = [...new FormData(form)].filter(([, value]) => value.trim());
    const query = new URLSearchParams(given).toString();
    go(query ? `/events?${query}` : "/events");
  };
  live.addEventListener("submit", (event) => { event.preventDefault(); submit(event.target); });
  live.addEventListener("change", (event) => { if (event.target.form && event.target.tagName === "SELECT") submit(event.target.form); });
  live.addEventListener("dateline:go", (event) => go(event.detail));
  window.addEventListener("popstate", () => move(location.href));
  follow();
})();

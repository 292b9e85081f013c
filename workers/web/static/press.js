// Tells when no mouse button and no finger is down. A page that draws anew between press and release takes the link away from under the pointer, and the click is lost.
"use strict";

const dateline = (() => {
  let down = null;
  let letGo = () => {};
  const end = () => setTimeout(() => { down = null; letGo(); }, 0); // the click comes first
  window.addEventListener("pointerdown", () => { if (!down) down = new Promise((done) => { letGo = done; }); }, { capture: true });
  for (const name of ["pointerup", "pointercancel", "blur"]) window.addEventListener(name, end, { capture: true });
  return { released: () => down || Promise.resolve() };
})();

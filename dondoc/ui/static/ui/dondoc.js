// The pages work without this; it makes them quicker and loses nothing: one submit per click, drafts, "/" for search.
"use strict";

// One submit per click. What was sent twice all the same gets the first answer from the server.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) { return; }
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
  window.setTimeout(() => { release(form); }, 8000);
  freshen(form);
  if (form.action.includes("/logout/")) { forget(); tabs.postMessage("signed out"); }
});
// Whoever signs out here signs out of every tab of the browser: what was being typed there is forgotten too.
const tabs = new BroadcastChannel("dondoc");
tabs.addEventListener("message", forget);
function forget() { drafts().forEach((key) => sessionStorage.removeItem(key)); }
window.addEventListener("pageshow", (event) => {
  if (event.persisted) { document.querySelectorAll("form[data-sent]").forEach(release); }
});
function release(form) {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
}

// Signing in in another tab changes the secret of forms: this form takes the one that holds now.
function freshen(form) {
  const field = form.querySelector("input[name=csrfmiddlewaretoken]");
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  if (field && cookie) { field.value = cookie.slice("csrftoken=".length); }
}

document.addEventListener("keydown", (event) => {
  const typing = /^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
  if (event.key === "/" && !typing && !event.ctrlKey && !event.altKey) {
    const search = document.querySelector("form.search input[type=search]");
    if (search) { event.preventDefault(); search.focus(); }
  }
});

// What is wider than the window is scrolled with the keyboard too.
const reach = () => document.querySelectorAll(".scroll").forEach((box) => {
  if (box.scrollWidth > box.clientWidth) { box.tabIndex = 0; } else { box.removeAttribute("tabindex"); }
});
document.addEventListener("DOMContentLoaded", reach);
window.addEventListener("resize", reach);

// Drafts: what is being typed stays in this tab until the server says that it is done. Never passwords, never files.
const DRAFT = "dondoc-draft:";
const drafts = () => Object.keys(sessionStorage).filter((key) => key.startsWith(DRAFT));
const keyOf = (form) => DRAFT + form.dataset.draft;

function keep(form) {
  const fields = [...form.elements].filter((field) => field.name && !/^(csrfmiddlewaretoken|held|drop|do)$/.test(field.name)
    && !/^(file|submit|button|password)$/.test(field.type) && !field.closest("template"));
  const values = fields.filter((field) => !/^(checkbox|radio)$/.test(field.type) || field.checked).map((field) => [field.name, field.value]);
  const token = (form.elements.token || {}).value || "";
  try {
    sessionStorage.setItem(keyOf(form), JSON.stringify({ owner: form.dataset.owner, token, at: Date.now(), values }));
  } catch (full) { /* the form works without a draft */ }
}

function restore(form) {
  const text = sessionStorage.getItem(keyOf(form));
  if (!text) { return; }
  const draft = JSON.parse(text);
  if (draft.owner !== form.dataset.owner) { sessionStorage.removeItem(keyOf(form)); return; }
  if (!form.dataset.fresh) { keep(form); return; }
  form.dispatchEvent(new CustomEvent("draft-rows", { detail: draft.values.map(([name]) => name) }));
  const counts = {};
  form.querySelectorAll("input[type=checkbox]").forEach((box) => { box.checked = false; });
  for (const [name, value] of draft.values) {
    const found = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    const field = found.find((one) => /^(checkbox|radio)$/.test(one.type) && one.value === value) || found[counts[name] || 0];
    counts[name] = (counts[name] || 0) + 1;
    if (!field) { continue; }
    if (/^(checkbox|radio)$/.test(field.type)) { field.checked = true; } else { field.value = value; }
  }
  tellRestored(form, new Date(draft.at));
  form.dispatchEvent(new CustomEvent("draft-restored"));
}

function tellRestored(form, at) {
  const banner = document.getElementById("draft-told");
  if (!banner) { return; }
  const told = banner.content.cloneNode(true);
  told.querySelector("[data-at]").textContent = `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
  told.querySelector("button").addEventListener("click", () => { sessionStorage.removeItem(keyOf(form)); window.location.reload(); });
  form.prepend(told);
}

document.addEventListener("DOMContentLoaded", () => {
  const done = [...document.querySelectorAll("[data-done]")].map((told) => told.dataset.done);
  const owner = document.body.dataset.owner;
  for (const key of drafts()) {
    const draft = JSON.parse(sessionStorage.getItem(key));
    if (done.includes(draft.token) || (owner && draft.owner !== owner)) { sessionStorage.removeItem(key); }
  }
  for (const form of document.querySelectorAll("form[data-draft]")) {
    restore(form);
    let waiting = 0;
    const later = () => { window.clearTimeout(waiting); waiting = window.setTimeout(() => keep(form), 300); };
    ["input", "change", "rows-changed"].forEach((name) => form.addEventListener(name, later));
    form.addEventListener("submit", () => keep(form));
  }
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-drop-drafts]")) { forget(); }
  const link = event.target.closest("[data-drop-draft]");
  if (link) { const form = link.closest("form[data-draft]"); sessionStorage.removeItem(keyOf(form)); }
});

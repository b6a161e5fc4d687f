// The intake of a directive: rows in the page, what will come of each, the keyboard. Every button works without it too.
"use strict";

const form = document.querySelector("form.entry");
const rows = document.getElementById("rows");
const tally = form.querySelector(".tally");
const model = document.getElementById("task-row"); // none where there is one row only
let next = rows.children.length;

const each = (row, suffix) => row.querySelector(`[name$="-${suffix}"]`);
const all = () => [...rows.querySelectorAll("[data-row]")];

function newRow(index) {
  const holder = document.createElement("template");
  holder.innerHTML = model.innerHTML.replaceAll("__prefix__", index).replaceAll("__number__", "");
  return holder.content.querySelector("[data-row]");
}

function changed() {
  all().forEach((row, place) => { row.querySelector("[data-number]").textContent = place + 1; });
  const count = all().length;
  if (!tally) { return; }
  tally.textContent = count === 1 ? tally.dataset.one : tally.dataset.many.replace("{n}", count);
  form.dispatchEvent(new CustomEvent("rows-changed"));
}

function add(after = null) {
  const row = newRow(next++);
  if (after) { after.after(row); } else { rows.append(row); }
  dress(row);
  changed();
  return row;
}

function double(row) {
  const copy = add(row);
  for (const field of row.querySelectorAll("[name]:not([type=submit])")) {
    const twin = each(copy, field.name.replace(/^t-\d+-/, ""));
    if (twin) { twin.value = field.value; }
  }
  dress(copy);
  lookAt(copy);
  changed();
  each(copy, "content").focus();
}

function remove(row) {
  const place = row.nextElementSibling;
  row.remove();
  if (!rows.children.length) { add(); }
  changed();
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "button-quiet tool";
  undo.textContent = tally.dataset.undo;
  undo.addEventListener("click", () => { rows.insertBefore(row, place && place.isConnected ? place : null); changed(); each(row, "content").focus(); });
  tally.replaceChildren(`${tally.dataset.removed} `, undo);
  undo.focus();
}

// A kind of deadline shows the fields that it needs; the others keep what was typed and are not sent.
function dress(row) {
  const kind = each(row, "due_kind").value;
  for (const box of row.querySelectorAll("[class*='for-']")) {
    const shown = box.classList.contains(`for-${kind}`);
    box.hidden = !shown;
    box.querySelectorAll("input, select, textarea").forEach((field) => { field.disabled = !shown; });
  }
}

// What will come of the row: units, monitor, last day.
const waiting = new Map();
function later(row, what) {
  const key = `${each(row, "content").name}:${what}`;
  window.clearTimeout(waiting.get(key));
  waiting.set(key, window.setTimeout(() => show(row, what), 250));
}

async function show(row, what) {
  const place = row.querySelector(`[data-preview=${what}]`);
  const value = (suffix) => { const field = each(row, suffix); return field && !field.disabled ? field.value : ""; };
  const asked = new URLSearchParams();
  if (what === "due") {
    ["due_kind", "due_on", "due_days", "due_unit"].forEach((name) => asked.set(name, value(name)));
    asked.set("issued_on", form.elements.issued_on.value);
  } else {
    asked.set(what, value(what));
    asked.set("field", value("field"));
    asked.set("paper_field", form.elements.field.value);
    asked.set("monitor", value("monitor"));
  }
  const query = asked.toString();
  place.dataset.asked = query;
  const url = what === "due" ? row.dataset.dueUrl : row.dataset.unitsUrl;
  const answer = await fetch(`${url}?${query}`, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected || place.dataset.asked !== query) { return; }
  place.innerHTML = await answer.text();
}

function lookAt(row) { ["due", "units", "coordinating"].forEach((what) => later(row, what)); }

function touched(event) {
  const name = event.target.name || "";
  const row = event.target.closest("[data-row]");
  const suffix = name.replace(/^t-\d+-/, "");
  if (row && suffix === "due_kind") { dress(row); }
  if (row && suffix.startsWith("due_")) { later(row, "due"); }
  if (row && ["units", "field", "monitor"].includes(suffix)) { later(row, "units"); }
  if (row && suffix === "coordinating") { later(row, "coordinating"); }
  if (name === "issued_on") { all().forEach((one) => later(one, "due")); }
  if (name === "field") { all().forEach((one) => later(one, "units")); }
}
form.addEventListener("input", touched);
form.addEventListener("change", touched);

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row], [data-double-row], [data-remove-row]");
  if (!button) { return; }
  event.preventDefault();
  const row = button.closest("[data-row]");
  if ("addRow" in button.dataset) { each(add(), "content").focus(); }
  else if ("doubleRow" in button.dataset) { double(row); }
  else { remove(row); }
});

form.addEventListener("keydown", (event) => {
  const row = event.target.closest("[data-row]");
  if (event.altKey && event.code === "KeyN" && model) { event.preventDefault(); each(add(), "content").focus(); }
  else if (event.altKey && event.code === "KeyK" && row && model) { event.preventDefault(); double(row); }
  else if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); form.requestSubmit(form.querySelector("button[value=save]") || undefined); }
  else if (event.key === "Enter" && event.target.tagName === "INPUT" && !event.isComposing) { event.preventDefault(); }
});

// A draft comes back: first its rows, then (dondoc.js) what stood in them.
form.addEventListener("draft-rows", (event) => {
  const numbers = [...new Set(event.detail.map((name) => (name.match(/^t-(\d+)-/) || [])[1]).filter(Boolean))];
  if (!numbers.length || !model) { return; }
  rows.replaceChildren(...numbers.map(newRow));
  next = Math.max(...numbers.map(Number)) + 1;
});
form.addEventListener("draft-restored", () => { all().forEach((row) => { dress(row); lookAt(row); }); changed(); });

all().forEach(dress);
changed();

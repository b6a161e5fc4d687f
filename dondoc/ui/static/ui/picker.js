// The picker: a text box with suggestions (ARIA combobox with a listbox). Several names are set apart by semicolons.
// Arrows move, Enter or Tab takes, Escape closes, Backspace after a name takes the whole name back.
"use strict";

const pickers = new WeakMap();
let asked = 0;

function pickerOf(input) {
  if (!pickers.has(input)) {
    const list = document.createElement("ul");
    list.id = `${input.id}_list`;
    list.setAttribute("role", "listbox");
    list.hidden = true;
    const status = document.createElement("span");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    input.parentElement.append(list, status);
    for (const [name, value] of Object.entries({
      "role": "combobox", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-expanded": "false",
      "aria-controls": list.id, "autocomplete": "off",
    })) { input.setAttribute(name, value); }
    pickers.set(input, { list, status, active: -1 });
  }
  return pickers.get(input);
}

const isPicker = (target) => Boolean(target && target.dataset && target.dataset.pickerUrl);
const optionsOf = (input) => [...pickerOf(input).list.querySelectorAll("[role=option]:not([aria-disabled=true])")];

// The piece in which the caret stands: its beginning, its end, its text.
function pieceOf(input) {
  if (input.dataset.pickerOne) { return { start: 0, end: input.value.length, text: input.value.trim() }; }
  const caret = input.selectionStart ?? input.value.length;
  const start = input.value.lastIndexOf(";", caret - 1) + 1;
  const next = input.value.indexOf(";", caret);
  const end = next < 0 ? input.value.length : next;
  return { start, end, text: input.value.slice(start, end).trim() };
}

function close(input) {
  const picker = pickerOf(input);
  asked += 1;
  picker.list.hidden = true;
  picker.active = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

async function suggest(input) {
  const mine = ++asked;
  const answer = await fetch(`${input.dataset.pickerUrl}?q=${encodeURIComponent(pieceOf(input).text)}`, { credentials: "same-origin" });
  const html = answer.ok && !answer.redirected ? await answer.text() : "";
  if (mine !== asked || document.activeElement !== input) { return; }
  const picker = pickerOf(input);
  picker.list.innerHTML = html;
  [...picker.list.children].forEach((option, place) => { option.id = `${input.id}_option${place}`; });
  picker.list.hidden = !picker.list.children.length;
  picker.active = -1;
  input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-expanded", String(!picker.list.hidden));
  picker.status.textContent = (document.body.dataset.found || "{n}").replace("{n}", optionsOf(input).length);
}

function move(input, step) {
  const picker = pickerOf(input);
  const options = optionsOf(input);
  if (!options.length) { return; }
  picker.active = (picker.active + step + options.length + (picker.active < 0 && step < 0 ? 1 : 0)) % options.length;
  options.forEach((option, place) => option.setAttribute("aria-selected", String(place === picker.active)));
  input.setAttribute("aria-activedescendant", options[picker.active].id);
  options[picker.active].scrollIntoView({ block: "nearest" });
}

function take(input, option) {
  const { start, end } = pieceOf(input);
  const before = input.value.slice(0, start).trim();
  const after = input.value.slice(end).replace(/^\s*;\s*/, "");
  if (input.dataset.pickerOne) {
    input.value = option.dataset.label;
  } else {
    const head = `${before ? `${before} ` : ""}${option.dataset.label}; `;
    input.value = head + after;
    input.setSelectionRange(head.length, head.length);
  }
  close(input);
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function takeBack(input) {
  const kept = input.value.replace(/;\s*$/, "");
  const cut = kept.lastIndexOf(";");
  input.value = cut < 0 ? "" : `${kept.slice(0, cut + 1)} `;
  close(input);
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("input[data-picker-url]").forEach(pickerOf));
document.addEventListener("focusin", (event) => { if (isPicker(event.target)) { pickerOf(event.target); } });
document.addEventListener("input", (event) => {
  if (!isPicker(event.target)) { return; }
  if (pieceOf(event.target).text.length > 1) { suggest(event.target); } else { close(event.target); }
});
document.addEventListener("focusout", (event) => { if (isPicker(event.target)) { close(event.target); } });
document.addEventListener("mousedown", (event) => {
  const option = event.target.closest(".picker [role=option]");
  if (!option) { return; }
  event.preventDefault();
  if (option.getAttribute("aria-disabled") !== "true") { take(option.closest(".picker").querySelector("input"), option); }
});
document.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!isPicker(input) || event.isComposing) { return; }
  const picker = pickerOf(input);
  const options = optionsOf(input);
  const open = !picker.list.hidden;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (open) { move(input, event.key === "ArrowDown" ? 1 : -1); } else { suggest(input); }
  } else if (event.key === "Enter" && open) {
    event.preventDefault();
    if (options.length) { take(input, options[Math.max(picker.active, 0)]); }
  } else if (event.key === "Tab" && open && picker.active >= 0) {
    take(input, options[picker.active]);
  } else if (event.key === "Escape" && open) {
    event.preventDefault();
    close(input);
  } else if (event.key === "Backspace" && !input.dataset.pickerOne && /;\s*$/.test(input.value)
    && input.selectionStart === input.value.length && input.selectionEnd === input.value.length) {
    event.preventDefault();
    takeBack(input);
  }
});

// The pages work without this; it makes them quicker: one submit per click, "/" for search, rows, the unit picker.
"use strict";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  window.setTimeout(() => { delete form.dataset.sent; }, 8000);
});

document.addEventListener("keydown", (event) => {
  const typing = /^(input|textarea|select)$/i.test(event.target.tagName);
  if (event.key === "/" && !typing) {
    const search = document.querySelector("input[type=search]");
    if (search) { event.preventDefault(); search.focus(); }
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row]");
  if (!button) { return; }
  event.preventDefault();
  const template = document.getElementById(button.dataset.addRow);
  const total = document.querySelector(`[name=${template.dataset.total}]`);
  const holder = document.createElement("div");
  holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value).replaceAll("__number__", Number(total.value) + 1);
  const row = holder.firstElementChild;
  template.before(row);
  total.value = Number(total.value) + 1;
  row.querySelector("textarea, input:not([type=hidden])").focus();
});

let pending = 0;
document.addEventListener("input", async (event) => {
  const input = event.target;
  if (!input.dataset || !input.dataset.pickerUrl) { return; }
  const parts = input.value.split(";");
  const typed = parts[parts.length - 1].trim();
  close(input);
  if (typed.length < 2) { return; }
  const mine = ++pending;
  const answer = await fetch(`${input.dataset.pickerUrl}?q=${encodeURIComponent(typed)}`, { headers: { "HX-Request": "true" } });
  const html = await answer.text();
  if (mine !== pending || !html.includes("<li")) { return; }
  const list = document.createElement("ul");
  list.setAttribute("role", "listbox");
  list.innerHTML = html;
  input.parentElement.append(list);
  input.setAttribute("aria-expanded", "true");
});

function close(input) {
  input.setAttribute("aria-expanded", "false");
  input.parentElement.querySelectorAll("ul[role=listbox]").forEach((list) => list.remove());
}

function choose(input, option) {
  const parts = input.value.split(";").slice(0, -1).map((part) => part.trim()).filter(Boolean);
  input.value = [...parts, option.dataset.label].join("; ") + "; ";
  close(input);
  input.focus();
}

document.addEventListener("mousedown", (event) => {
  const option = event.target.closest(".picker li[role=option]");
  if (!option) { return; }
  event.preventDefault();
  choose(option.closest(".picker").querySelector("input"), option);
});

document.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!input.dataset || !input.dataset.pickerUrl) { return; }
  const options = [...input.parentElement.querySelectorAll("li[role=option]")];
  if (!options.length) { return; }
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const next = (at + (event.key === "ArrowDown" ? 1 : options.length - 1) + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === next)));
    options[next].scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter") {
    event.preventDefault();
    choose(input, options[Math.max(at, 0)]);
  } else if (event.key === "Escape") {
    close(input);
  }
});
document.addEventListener("focusout", (event) => {
  if (event.target.dataset && event.target.dataset.pickerUrl) { close(event.target); }
});

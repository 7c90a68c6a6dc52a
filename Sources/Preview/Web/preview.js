"use strict";

// The page asks /state for what to show, puts the pictures on it, and asks again when /events tells of a save.

const $ = (id) => document.getElementById(id);
const address = new URLSearchParams(location.search);
let view = { sample: address.get("sample") || "", lang: address.get("lang") || "" };
let state = null;
let asking = 0;

const kept = (key, otherwise) => localStorage.getItem("billpress." + key) ?? otherwise;
const keep = (key, value) => localStorage.setItem("billpress." + key, value);

function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value; else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function draw(name, attributes, text) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

// State

const query = (more = {}) => new URLSearchParams({ sample: view.sample, lang: view.lang, ...more });

async function load() {
  const turn = ++asking;
  let answer;
  try { answer = await fetch("/state?" + query()); } catch { return; }
  if (turn !== asking) return;
  if (answer.status === 404) {
    // The sample or language went away: begin with the first.
    if (view.sample || view.lang) { view = { sample: "", lang: "" }; load(); }
    return;
  }
  const fresh = await answer.json();
  if (turn !== asking) return;
  state = fresh;
  view.sample = state.sample;
  history.replaceState(null, "", "/?" + query());
  showBar();
  showFindings();
  showPages();
}

function fill(select, names, chosen) {
  select.replaceChildren(...names.map((name) => make("option", { value: name, textContent: name, selected: name === chosen })));
  select.hidden = names.length === 0;
}

function showBar() {
  document.title = `${state.sample || "no sample"} · ${state.kind}`;
  $("kind").textContent = state.kind;
  fill($("sample"), state.samples, state.sample);
  fill($("language"), state.languages, state.language);
  $("language").hidden = state.languages.length < 2;
  const count = state.pages.length;
  const pages = `${count} page${count === 1 ? "" : "s"}`;
  const words = {
    "good": `${pages} · ${state.milliseconds} ms`,
    "set-aside": "set aside",
    "template-error": "the template has errors",
    "environment": "this machine lacks something",
    "bad-input": "nothing to show",
  };
  $("status").textContent = words[state.outcome] + (state.stale ? " · showing the last good pages" : "");
  $("status").className = state.outcome === "good" ? "" : state.outcome === "set-aside" ? "aside" : "error";
  document.body.classList.toggle("stale", state.stale);
}

// Diagnostics

function finding(one) {
  const word = { "error": "error", "information": "info", "set-aside": "set aside" }[one.severity];
  const source = one.text === "" ? null : make("pre", {}, one.text + "\n" + " ".repeat(one.caret), make("b", { textContent: "^" }));
  return make("article", { className: one.severity },
    make("p", {},
      make("span", { className: "tag", textContent: [word, one.code].filter(Boolean).join(" ") }),
      one.message),
    one.file === "" ? null : make("p", { className: "place", textContent: `${one.file}:${one.line}:${one.column}` }),
    source,
    one.hint === "" ? null : make("p", { className: "hint", textContent: one.hint }));
}

function showFindings() {
  const isOpen = $("findings").querySelector("details")?.open ?? false;
  const faults = state.findings.filter((one) => one.severity !== "information");
  const notes = state.findings.filter((one) => one.severity === "information");
  const fold = notes.length === 0 ? [] : [make("details", { open: isOpen },
    make("summary", { textContent: notes.length === 1 ? "1 thing worth knowing" : `${notes.length} things worth knowing` }),
    ...notes.map(finding))];
  $("findings").replaceChildren(...faults.map(finding), ...fold);
}

// Pages

function showPages() {
  const old = [...$("pages").querySelectorAll(".page")];
  const sheets = state.pages.map((page, index) => {
    const sheet = old[index] ?? make("div", { className: "page" }, make("img", { alt: "" }));
    sheet.data = page;
    sheet.id = `page-${page.number}`;
    sheet.firstChild.alt = `Page ${page.number} of ${state.sample}`;
    sheet.querySelector("svg")?.remove();
    sheet.append(overlay(page));
    return sheet;
  });
  const nothing = make("p", { className: "nothing", textContent: "No pages yet: they come with the next save that is good." });
  $("pages").replaceChildren(...(sheets.length > 0 ? sheets : [nothing]));
  $("list").hidden = sheets.length < 2;
  $("list").replaceChildren(...state.pages.map((page) => make("button",
    { onclick: () => $(`page-${page.number}`).scrollIntoView({ behavior: "smooth" }) },
    String(page.number), make("span", { textContent: page.master }))));
  measure();
}

/** Gives the pages their size, and asks for pictures as fine as the screen can show. */
function measure() {
  const isFit = kept("zoom", "fit") === "fit";
  $("zoom").textContent = isFit ? "Fit width" : "100 %";
  if (!state) return;
  const room = $("pages").clientWidth - 16;
  for (const sheet of $("pages").querySelectorAll(".page")) {
    const width = isFit ? room : Math.round(sheet.data.width * 96 / 72);
    sheet.style.width = width + "px";
    sheet.style.height = (width * sheet.data.height / sheet.data.width) + "px";
    const wanted = width * 72 / sheet.data.width * devicePixelRatio * 0.98;
    const dpi = state.resolutions.find((one) => one >= wanted) ?? state.resolutions.at(-1);
    sheet.wanted = `${sheet.data.digest}@${dpi}`;
    sheet.dpi = dpi;
    if (sheet.data.number === 1) picture(sheet); else nearby.observe(sheet);
  }
}

const nearby = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) picture(entry.target);
}, { rootMargin: "600px" });

/** The new picture takes the place of the old one when it is whole, so nothing flickers. */
async function picture(sheet) {
  const wanted = sheet.wanted;
  if (sheet.shown === wanted || sheet.coming === wanted) return;
  sheet.coming = wanted;
  const image = make("img", { alt: sheet.firstChild.alt });
  image.src = `${sheet.data.url}?${query({ dpi: sheet.dpi, digest: sheet.data.digest })}`;
  try { await image.decode(); } catch { sheet.coming = null; return; }
  if (sheet.wanted !== wanted) return;
  sheet.firstChild.replaceWith(image);
  sheet.shown = wanted;
  sheet.coming = null;
}

// Overlays, in points

/** How wide a letter of a label is: six tenths of its size, as in every common monospaced face. */
const LETTER = 6.5 * 0.602;

function overlay(page) {
  const svg = draw("svg", { viewBox: `0 0 ${page.width} ${page.height}` });
  const grid = draw("g", { class: "layer grid" });
  for (let step = 1; step * 18 < page.width; step++) {
    const x = step * 18, isInch = step % 4 === 0;
    grid.append(draw("line", { x1: x, x2: x, y1: 0, y2: page.height, class: isInch ? "inch" : "quarter" }));
    if (isInch) grid.append(draw("text", { x: x + 2, y: 8 }, String(step / 4)));
  }
  for (let step = 1; step * 18 < page.height; step++) {
    const y = step * 18, isInch = step % 4 === 0;
    grid.append(draw("line", { y1: y, y2: y, x1: 0, x2: page.width, class: isInch ? "inch" : "quarter" }));
    if (isInch) grid.append(draw("text", { x: 3, y: y - 2 }, String(step / 4)));
  }
  const baselines = draw("g", { class: "layer baselines" });
  for (const [x, y, width] of page.baselines) baselines.append(draw("line", { x1: x, x2: x + width, y1: y, y2: y }));
  const regions = draw("g", { class: "layer regions" });
  page.boxes.forEach((box, index) => {
    const [x, y, width, height] = box.rect;
    const kind = (box.body ? " body" : "") + (box.empty ? " empty" : "");
    regions.append(draw("rect", { class: "box" + kind, "data-box": index, x, y, width, height }));
  });
  for (const box of page.boxes) {
    const [x, y] = box.rect;
    const length = box.name.length * LETTER + 6;
    // The label hangs from the top edge, outside where there is room above.
    const top = y >= 9 ? y - 9 : y;
    regions.append(draw("rect", { class: "label" + (box.body ? " body" : ""), x, y: top, width: length, height: 9 }));
    regions.append(draw("text", { class: "label", x: x + 3, y: top + 6.8 }, box.name));
  }
  svg.append(grid, regions, baselines);
  return svg;
}

const inches = (points) => (points / 72).toFixed(2);

/** Where the pointer is, and what stands there. */
document.addEventListener("pointermove", (event) => {
  const sheet = event.target.closest?.(".page");
  document.querySelectorAll("rect.under").forEach((rect) => rect.classList.remove("under"));
  if (!sheet) { $("readout").textContent = ""; return; }
  const frame = sheet.getBoundingClientRect();
  const x = (event.clientX - frame.left) / frame.width * sheet.data.width;
  const y = (event.clientY - frame.top) / frame.height * sheet.data.height;
  const index = sheet.data.boxes.findIndex(({ rect }) => x >= rect[0] && y >= rect[1] && x < rect[0] + rect[2] && y < rect[1] + rect[3]);
  const parts = [`page ${sheet.data.number} (${sheet.data.master})`, `x ${inches(x)} in, y ${inches(y)} in`];
  const box = sheet.data.boxes[index];
  $("readout").textContent = parts.join(" · ");
  if (!box) return;
  sheet.querySelector(`rect[data-box="${index}"]`)?.classList.add("under");
  const [left, top, width, height] = box.rect.map(inches);
  $("readout").append(" · ", make("b", { textContent: box.name }), ` ${left}, ${top} · ${width} × ${height} in`, box.place ? ` · ${box.place}` : "");
});

// Choices

const overlays = ["regions", "baselines", "grid"];

function showOverlays() {
  for (const name of overlays) {
    const isOn = kept(name, "off") === "on";
    document.body.classList.toggle(name, isOn);
    $(name).setAttribute("aria-pressed", String(isOn));
  }
}

function toggle(name) {
  keep(name, kept(name, "off") === "on" ? "off" : "on");
  showOverlays();
}

function zoom() {
  keep("zoom", kept("zoom", "fit") === "fit" ? "full" : "fit");
  measure();
}

function go(step) {
  if (!state || state.samples.length === 0) return;
  const index = state.samples.indexOf(state.sample);
  view.sample = state.samples[(index + step + state.samples.length) % state.samples.length];
  load();
}

for (const name of overlays) $(name).onclick = () => toggle(name);
$("zoom").onclick = zoom;
$("previous").onclick = () => go(-1);
$("next").onclick = () => go(1);
$("sample").onchange = (event) => { view.sample = event.target.value; event.target.blur(); load(); };
$("language").onchange = (event) => { view.lang = event.target.value; event.target.blur(); load(); };
addEventListener("resize", measure);
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select, input")) return;
  const keys = { r: () => toggle("regions"), b: () => toggle("baselines"), g: () => toggle("grid"), z: zoom, n: () => go(1), p: () => go(-1) };
  keys[event.key]?.();
});

const events = new EventSource("/events");
events.addEventListener("version", (event) => {
  const wasLost = document.body.classList.contains("lost");
  document.body.classList.remove("lost");
  // Another run counts from one again.
  if (!state || wasLost || String(state.version) !== event.data) load();
});
events.onerror = () => {
  document.body.classList.add("lost");
  $("status").textContent = "the preview has ended, or does not answer";
  $("status").className = "lost";
};

showOverlays();
load();

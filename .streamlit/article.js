// The article with the names in it marked. A mark is a button: Tab leads to the chosen one, the
// arrows to its neighbours, Enter chooses. A selected phrase can become a place, or a stop's
// passage. All words go in as text, never as markup; positions count code points, as Python does.
const states = new WeakMap();
const PARAGRAPHS = { title: "h2", heading: "h3" };

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

function words(start, text) {
  const run = element("span", "", text);
  run.dataset.start = start;
  return run;
}

/** A name: [start, text, {id, look, before, after, label}]. */
function nameOf([start, text, mark]) {
  const node = element("span", `name ${mark.look}`);
  node.setAttribute("role", "button");
  node.setAttribute("aria-label", mark.label);
  node.title = mark.label;
  node.dataset.id = mark.id;
  node.tabIndex = -1;
  if (mark.before) node.append(element("span", "before", mark.before));
  node.append(words(start, text));
  if (mark.after) node.append(element("span", "after", mark.after));
  return node;
}

function paragraph({ kind, runs }) {
  const node = element(PARAGRAPHS[kind] ?? "p", kind);
  node.dir = "auto";
  node.append(...runs.map((run) => (run[2] ? nameOf(run) : words(...run))));
  return node;
}

/** The selected characters of the text as [start, end]; null where none are selected. */
function phrase(sheet) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!sheet.contains(range.commonAncestorContainer)) return null;
  const runs = [...sheet.querySelectorAll("[data-start]")].filter((run) => range.intersectsNode(run));
  const points = (text) => [...text].length;
  const at = (run, node, offset, otherwise) =>
    Number(run.dataset.start) +
    points(node.nodeType === Node.TEXT_NODE && run.contains(node) ? run.textContent.slice(0, offset) : otherwise);
  const first = runs[0], last = runs.at(-1);
  if (!first) return null;
  const start = at(first, range.startContainer, range.startOffset, "");
  const end = at(last, range.endContainer, range.endOffset, last.textContent);
  return range.toString().trim() && start < end ? [start, end] : null;
}

/** Show what can be done with the selected phrase, below it. */
function offer(state) {
  const { frame, sheet, menu } = state;
  state.phrase = phrase(sheet);
  menu.hidden = !state.phrase;
  if (!state.phrase) return;
  const lines = getSelection().getRangeAt(0).getClientRects();
  const line = lines[lines.length - 1];
  const around = frame.getBoundingClientRect();
  const left = Math.min(line.left - around.left, around.width - menu.offsetWidth - 4);
  menu.style.top = `${Math.min(line.bottom, around.bottom - 48) - around.top + 6}px`;
  menu.style.left = `${Math.max(4, left)}px`;
}

function entries(state) {
  return [...state.sheet.querySelectorAll(".name")];
}

function pick(state, node) {
  state.set("chosen", node.dataset.id);
  // On a narrow page what was picked is told below the article.
  const told = document.querySelector(".st-key-inspector");
  if (told?.getBoundingClientRect().top > innerHeight / 2 && innerWidth <= 700) told.scrollIntoView({ block: "start" });
}

function move(state, from, step) {
  const all = entries(state);
  const to = all[Math.min(Math.max(all.indexOf(from) + step, 0), all.length - 1)];
  all.forEach((node) => (node.tabIndex = node === to ? 0 : -1));
  to?.focus();
}

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

function open(parent, set) {
  const frame = parent.querySelector(".article");
  const state = { frame, sheet: frame.querySelector(".sheet"), menu: frame.querySelector(".phrase"), set };
  const named = (event) => event.target.closest?.(".name");
  state.sheet.onclick = (event) => {
    if (named(event) && getSelection().isCollapsed) pick(state, named(event));
  };
  state.sheet.onkeydown = (event) => {
    const node = named(event);
    if (!node || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") pick(state, node);
    else if (event.key in STEPS) move(state, node, STEPS[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  // A press on the menu must not take the selection away that it is about.
  state.menu.onmousedown = (event) => event.preventDefault();
  state.menu.onclick = (event) => {
    const what = event.target.closest("button")?.dataset.what;
    if (!what || !state.phrase) return;
    state.set(what, state.phrase);
    getSelection().removeAllRanges();
  };
  return state;
}

/** Mark the chosen name, and bring it into the frame; the page itself stays where it is. */
function choose(state, id, before) {
  const all = entries(state);
  let chosen = null;
  for (const node of all) {
    const is = node.dataset.id === id;
    if (is) {
      node.setAttribute("aria-current", "true");
      chosen = node;
    } else node.removeAttribute("aria-current");
    node.tabIndex = is ? 0 : -1;
  }
  if (!chosen && all.length) all[0].tabIndex = 0;
  if (!chosen || before === id) return;
  const box = chosen.getBoundingClientRect(), frame = state.sheet.getBoundingClientRect();
  if (box.top < frame.top + 40 || box.bottom > frame.bottom - 40) {
    state.sheet.scrollTop += box.top - frame.top - state.sheet.clientHeight / 3;
  }
}

export default function ({ parentElement, data, setTriggerValue }) {
  const state = states.get(parentElement) ?? open(parentElement, setTriggerValue);
  states.set(parentElement, state);
  state.set = setTriggerValue;
  const text = JSON.stringify(data.strips);
  if (state.text !== text) {
    const focused = state.sheet.contains(document.activeElement) && document.activeElement.dataset.id;
    const scrolled = state.sheet.scrollTop;
    state.sheet.lang = data.language;
    state.sheet.setAttribute("aria-label", data.label);
    state.sheet.replaceChildren(...data.strips.map(paragraph));
    state.sheet.scrollTop = scrolled;
    if (focused) entries(state).find((node) => node.dataset.id === focused)?.focus({ preventScroll: true });
    state.text = text;
  }
  state.menu.replaceChildren(
    ...data.offers.map(([what, label]) => {
      const button = element("button", "", label);
      button.type = "button";
      button.dataset.what = what;
      return button;
    }),
  );
  choose(state, data.chosen, state.chosen);
  state.chosen = data.chosen;
  const listen = () => offer(state);
  if (state.listen) document.removeEventListener("selectionchange", state.listen);
  state.listen = listen;
  document.addEventListener("selectionchange", listen);
  return () => document.removeEventListener("selectionchange", listen);
}

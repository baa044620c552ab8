// Leads the map and the list to the scene that the page tells, and the page to the scene that was
// chosen on the map or in the list; and tells the story by itself when asked.
//
// "dateline:step" on the document says that the page tells another scene: window.datelineStep, from
// steps.js. "dateline:choose", with a scene's index in its detail, moves the reader there.
const POLL = 100; // milliseconds between looks for the map, which comes last

let root = null;
let at = { index: undefined };
let words = {};
let byItself = false;

const part = (query) => document.querySelector(query);
const frame = () => part(".st-key-map-frame iframe");
const button = (key) => part(`.st-key-go-${key} button`);

const player = new dateline.Player({
  next() {
    byItself = true;
    button("right")?.click();
  },
  first() {
    byItself = true;
    at.choose(0);
  },
  last: () => at.index !== null && at.index >= at.steps - 1,
  text: () => part(".scene .passage blockquote, .scene .route")?.textContent ?? "",
  changed: () => label(),
});

function label() {
  const play = part(".play");
  if (!play) return;
  play.hidden = at.steps < 2;
  play.title = player.playing ? words.pause : words.play;
  play.setAttribute("aria-label", play.title);
  play.classList.toggle("playing", player.playing);
  play.onclick = () => player.toggle();
}

// --- the map -----------------------------------------------------------------------------------

let waiting = null;

/** Lead the map to the scene, as soon as there is one. */
function lead() {
  clearTimeout(waiting);
  waiting = null;
  const view = frame()?.contentWindow;
  const scene = view?.map && view.dateline?.desk(view.map).scene;
  if (!scene) {
    if (root.isConnected) waiting = setTimeout(lead, POLL);
    return;
  }
  wire(view);
  scene.select(at.index);
}

function wire(view) {
  if (view.wired) return;
  view.wired = true;
  const pass = ({ detail }) => document.dispatchEvent(new CustomEvent("dateline:choose", { detail }));
  view.document.addEventListener("dateline:choose", pass);
  view.document.addEventListener("dateline:stray", () => player.pause());
  const keys = { ArrowRight: "right", ArrowLeft: "left", Home: "home", End: "end" };
  view.dateline.keys((key) => {
    if (key === "?") document.dispatchEvent(new Event("dateline:keys"));
    else if (keys[key]) button(keys[key])?.click();
    else return false;
    return true;
  });
}

// --- the focus ---------------------------------------------------------------------------------

let focused = null;
document.addEventListener("focusin", ({ target }) => (focused = target));

/** A button that leads no further loses the focus: the one that leads back takes it. */
function keepFocus() {
  if (document.activeElement !== document.body || !focused?.closest(".st-key-controls")) return;
  const open = [button("right"), button("left")].find((each) => each && !each.disabled);
  open?.focus({ preventScroll: true });
}

// --- a step --------------------------------------------------------------------------------------

function step() {
  const moved = window.datelineStep.index !== at.index;
  const first = at.index === undefined;
  at = window.datelineStep;
  label();
  lead();
  if (!moved) return;
  if (!first && !byItself) player.pause();
  byItself = false;
  player.arrived();
  setTimeout(keepFocus, 50);
}

const ours = () => root?.isConnected;

document.addEventListener("dateline:step", () => ours() && step());
document.addEventListener("dateline:choose", ({ detail }) => ours() && at.choose(detail));

export default function ({ parentElement, data }) {
  root = parentElement;
  words = data;
  if (window.datelineStep) step();
}

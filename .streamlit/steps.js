// Where the reader is: leads the map to the scene that the page tells, and the page to the scene that
// was chosen on the map or in the list; and tells the story by itself when asked.
//
// "dateline:choose" on the document, with a scene's index in its detail, moves the reader there;
// "dateline:moved" says where they are, with { index, spoken }.
const POLL = 100; // milliseconds between looks for the map, which comes last

let root = null;
let at = { index: undefined };
let choose = () => {};
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
    choose(0);
  },
  last: () => at.index !== null && at.index >= at.steps - 1,
  text: () => part(".scene .passage blockquote, .scene .route")?.textContent ?? "",
  changed: () => label(),
});

function label() {
  const play = part(".play");
  if (!play) return;
  play.hidden = at.steps < 2;
  play.title = player.playing ? at.pause : at.play;
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

document.addEventListener("dateline:choose", ({ detail }) => root?.isConnected && choose(detail));

export default function ({ parentElement, data, setTriggerValue }) {
  root = parentElement;
  choose = (index) => setTriggerValue("chosen", index);
  const moved = data.index !== at.index;
  const first = at.index === undefined;
  at = data;
  if (moved && !first && !byItself) player.pause();
  byItself = false;
  label();
  lead();
  if (!moved) return;
  document.dispatchEvent(new CustomEvent("dateline:moved", { detail: { ...data, first } }));
  window.datelineAt = data; // for a list that comes later
  player.arrived();
  setTimeout(keepFocus, 50);
}

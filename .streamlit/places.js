// The list of a story's stops and other places: real lists of buttons; a line that screen readers
// speak when the reader moves; and the keys. Names go in as text, never as markup.
const built = new WeakMap();
let told = null; // the part that stands on the page
let said = null;

const choose = (index) => document.dispatchEvent(new CustomEvent("dateline:choose", { detail: index }));

function entry(place, index) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.index = index;
  for (const [role, text] of [["number", place.number || ""], ["name", place.name], ["note", place.note]]) {
    if (!text) continue;
    const part = document.createElement(role === "name" ? "bdi" : "span");
    part.className = role === "number" && place.planned ? "number planned" : role;
    part.textContent = text;
    button.append(...(button.hasChildNodes() ? [" "] : []), part);
  }
  button.onclick = () => choose(index);
  const item = document.createElement("li");
  item.append(button);
  return item;
}

/** Mark the scene that the reader has come to, and say it. */
function mark({ index, spoken }) {
  for (const button of told.querySelectorAll("li button")) {
    if (Number(button.dataset.index) === index) button.setAttribute("aria-current", "step");
    else button.removeAttribute("aria-current");
  }
  // What stands there when the page opens is not spoken: the page itself is read.
  if (said !== null && said !== spoken) told.querySelector(".spoken").textContent = spoken;
  said = spoken;
}

document.addEventListener("dateline:step", () => told?.isConnected && mark(window.datelineStep));

// --- the keys -----------------------------------------------------------------------------------

const showKeys = () => told?.isConnected && !told.querySelector(".help").open && told.querySelector(".help").showModal();

document.addEventListener("dateline:keys", showKeys);
document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  showKeys();
});
// The page's own shortcuts rest while the keys are shown.
document.addEventListener("keydown", (event) => {
  if (told?.querySelector(".help").open && event.key !== "Tab" && event.key !== "Escape" && event.key !== "Enter" && event.key !== " ") {
    event.stopImmediatePropagation();
  }
}, true);

function explain(dialog, keys, words) {
  dialog.querySelector("h2").textContent = words.keys;
  const close = dialog.querySelector(".close");
  close.textContent = words.close;
  close.onclick = () => dialog.close();
  dialog.querySelector("dl").replaceChildren(...keys.map(([names, does]) => {
    const line = document.createElement("div");
    const term = document.createElement("dt");
    for (const name of names.split(" ")) {
      const key = document.createElement("kbd");
      key.textContent = name;
      term.append(key, " ");
    }
    const meaning = document.createElement("dd");
    meaning.textContent = does;
    line.append(term, meaning);
    return line;
  }));
}

/** A way past the map for those who go by key: it stands before the map, and is seen when focused. */
function placeSkip(skip, words) {
  skip.textContent = words.skip;
  skip.onclick = () => {
    const open = ["right", "left"].map((key) => document.querySelector(`.st-key-go-${key} button:enabled`));
    open.find(Boolean)?.focus();
  };
  const map = document.querySelector(".st-key-map-frame");
  document.querySelectorAll(".skip").forEach((other) => other !== skip && other.remove());
  if (map && skip.parentElement !== map) map.prepend(skip);
}

export default function ({ parentElement, data }) {
  told = parentElement;
  const lists = JSON.stringify(data);
  const before = built.get(parentElement);
  if (before !== lists) {
    const groups = [["stops", 0], ["others", data.stops.length]];
    for (const [group, start] of groups) {
      const part = parentElement.querySelector(`.${group}`);
      part.hidden = !data[group].length;
      part.querySelector("ol, ul").replaceChildren(...data[group].map((place, i) => entry(place, start + i)));
    }
    parentElement.querySelector(".stops").setAttribute("aria-label", data.label);
    parentElement.querySelector(".others").setAttribute("aria-label", data.otherPlaces);
    parentElement.querySelector(".others h3").textContent = data.heading;
    explain(parentElement.querySelector(".help"), data.keys, data.words);
    if (before) document.querySelector(".stMain")?.scrollTo(0, 0);
  }
  const skip = parentElement.querySelector(".skip");
  if (skip) placeSkip(skip, data.words);
  if (window.datelineStep) mark(window.datelineStep);
  built.set(parentElement, lists);
  dressMap(data.map);
}

// The list of a story's stops and other places: real lists of buttons, and a line that screen
// readers speak when the reader moves. Names go in as text, never as markup.
const built = new WeakMap();

function entry(place, choose) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.slug = place.slug;
  for (const [role, text] of [["number", place.number || ""], ["name", place.name], ["note", place.note]]) {
    if (!text) continue;
    const part = document.createElement(role === "name" ? "bdi" : "span");
    part.className = role;
    part.textContent = text;
    button.append(...(button.hasChildNodes() ? [" "] : []), part);
  }
  button.onclick = () => choose(place.slug);
  const item = document.createElement("li");
  item.append(button);
  return item;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const choose = (slug) => setTriggerValue("chosen", slug);
  const lists = JSON.stringify([data.stops, data.others, data.language]);
  document.documentElement.lang = data.language;
  const before = built.get(parentElement);
  if (before?.lists !== lists) {
    for (const group of ["stops", "others"]) {
      const part = parentElement.querySelector(`.${group}`);
      part.hidden = !data[group].length;
      part.querySelector("ol, ul").replaceChildren(...data[group].map((place) => entry(place, choose)));
    }
    parentElement.querySelector(".stops").setAttribute("aria-label", data.label);
    parentElement.querySelector(".others").setAttribute("aria-label", data.otherPlaces);
    parentElement.querySelector(".others h3").textContent = data.heading;
    for (const part of parentElement.querySelectorAll(".keys span")) {
      part.dataset.key ??= part.textContent;
      part.textContent = data.keys[part.dataset.key];
    }
  }
  for (const button of parentElement.querySelectorAll("button")) {
    if (button.dataset.slug === data.current) button.setAttribute("aria-current", "step");
    else button.removeAttribute("aria-current");
  }
  if (before && before.lists !== lists) document.querySelector(".stMain")?.scrollTo(0, 0);
  if (before && before.spoken !== data.spoken) {
    parentElement.querySelector("[role=status]").textContent = data.spoken;
  }
  built.set(parentElement, { lists, spoken: data.spoken });
  dressMap(data.map);
}

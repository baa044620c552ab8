// A list to choose from: each line a button with a name, what it is, and why. Where the list has an
// action, the lines are text and the action stands at their end. Words go in as text.
const built = new WeakMap();

function part(tag, className, text) {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
}

function line({ id, name, note, why, current, action }, choose) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.id = id;
  button.onclick = () => choose(id);
  const told = action === undefined ? button : part("div", "line", "");
  for (const [role, text] of [["name", name], ["note", note], ["why", why]]) {
    if (text) told.append(...(told.hasChildNodes() ? [" "] : []), part(role === "name" ? "bdi" : "span", role, text));
  }
  if (current) told.setAttribute("aria-current", "true");
  item.append(told);
  if (action) {
    button.textContent = action;
    button.setAttribute("aria-label", `${action}: ${name}`);
    item.append(button);
  }
  return item;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const text = JSON.stringify(data);
  if (built.get(parentElement) === text) return;
  built.set(parentElement, text);
  const list = parentElement.querySelector("ul");
  list.setAttribute("aria-label", data.label);
  list.classList.toggle("acting", data.lines.some(({ action }) => action !== undefined));
  list.replaceChildren(...data.lines.map((each) => line(each, (id) => setTriggerValue("chosen", id))));
}

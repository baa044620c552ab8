// The story in order: its stops, and the ways between them. A stop can be moved up and down by its
// buttons, or by Alt and an arrow. Words go in as text.
const states = new WeakMap();

function part(tag, className, text) {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text ?? "";
  return node;
}

function pusher(sign, label, disabled, push) {
  const button = part("button", "push", sign);
  button.type = "button";
  button.setAttribute("aria-label", label);
  button.title = label;
  button.disabled = disabled;
  button.onclick = push;
  return button;
}

function line(each, state) {
  const item = part("li", each.kind);
  const button = part("button", "line");
  button.type = "button";
  button.dataset.id = each.id;
  for (const role of ["number", "name", "note"]) {
    if (each[role]) button.append(...(button.hasChildNodes() ? [" "] : []), part(role === "name" ? "bdi" : "span", role, each[role]));
  }
  button.onclick = () => state.set("chosen", each.id);
  item.append(button);
  if (each.up === undefined) return item;
  const push = (to) => () => {
    state.focus = each.id;
    state.set("moved", [each.index, to]);
  };
  const up = push(each.index - 1), down = push(each.index + 1);
  item.append(pusher("↑", each.up, !each.index, up), pusher("↓", each.down, each.last, down));
  button.onkeydown = (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "ArrowUp" && each.index) up();
    if (event.key === "ArrowDown" && !each.last) down();
  };
  return item;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const state = states.get(parentElement) ?? {};
  states.set(parentElement, state);
  state.set = setTriggerValue;
  const list = parentElement.querySelector("ol");
  const text = JSON.stringify(data.lines);
  if (state.text !== text) {
    const focused = list.contains(document.activeElement) && document.activeElement.dataset.id;
    list.setAttribute("aria-label", data.label);
    list.replaceChildren(...data.lines.map((each) => line(each, state)));
    if (focused) list.querySelector(`[data-id="${data.chosen}"]`)?.focus({ preventScroll: true });
    state.text = text;
  }
  for (const button of list.querySelectorAll(".line")) {
    if (button.dataset.id === data.chosen) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  if (state.chosen !== data.chosen) {
    const chosen = list.querySelector("[aria-current]");
    const box = chosen?.getBoundingClientRect(), frame = list.getBoundingClientRect();
    if (box && (box.top < frame.top || box.bottom > frame.bottom)) list.scrollTop += box.top - frame.top - list.clientHeight / 3;
  }
  state.chosen = data.chosen;
}

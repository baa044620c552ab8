// What moves the desk beside its own controls: Ctrl+Z and Ctrl+Shift+Z where no text is typed, a
// double click that is one click, and the map's name, size, type and cursor.
const FIELDS = "input, textarea, select, [contenteditable=true]";

function press(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest?.(FIELDS)) return;
  const key = event.key.toLowerCase();
  const name = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" ? "redo" : null;
  const button = name && document.querySelector(`.st-key-desk-${name} button`);
  if (!button) return;
  event.preventDefault();
  button.click();
}

// Where a click brings the next name or stop under the pointer.
const ONCE = ".st-key-verdicts, .st-key-stop-actions, .st-key-desk-publish, .options";

function calm(event) {
  if (event.detail < 2 || !event.target.closest?.(ONCE)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

const LISTENERS = [["keydown", press, false], ["click", calm, true]];
let listening = [];

export default function ({ data }) {
  for (const each of listening) document.removeEventListener(...each);
  listening = LISTENERS;
  for (const each of listening) document.addEventListener(...each);
  dressMap(data.map, data.aiming);
  return () => LISTENERS.forEach((each) => document.removeEventListener(...each));
}

// What moves the desk beside its own controls: Ctrl+Z and Ctrl+Shift+Z where no text is typed,
// and the map's name, size, type and cursor.
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

let pressing = null;

export default function ({ data }) {
  if (pressing) document.removeEventListener("keydown", pressing);
  pressing = press;
  document.addEventListener("keydown", press);
  dressMap(data.map, data.aiming);
  return () => document.removeEventListener("keydown", press);
}

// Tells the parts that stay (teller.js, places.js) which scene the page tells. It is sent with every
// step, and so it is short.
export default function ({ data, setTriggerValue }) {
  window.datelineStep = { ...data, choose: (index) => setTriggerValue("chosen", index) };
  document.dispatchEvent(new Event("dateline:step"));
}

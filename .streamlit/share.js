// Copies the page's address, which names the stop that is shown; where the browser will not copy,
// shows it to be copied by hand.
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  const said = parentElement.querySelector("[role=status]");
  const link = parentElement.querySelector("input");
  if (link.value && link.value !== location.href) link.hidden = true;
  button.textContent = data.share;
  link.setAttribute("aria-label", data.link);
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      said.textContent = data.copied;
      setTimeout(() => (said.textContent = ""), 4000);
    } catch {
      link.hidden = false;
      link.value = location.href;
      link.select();
    }
  };
}

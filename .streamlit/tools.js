// What else a reader may want: a link to the stop, the text alone, the keys.
//
// The link is the page's address, which names the stop that is shown; where the browser will not
// copy it, it is shown to be copied by hand.
export default function ({ parentElement, data, setTriggerValue }) {
  const find = (query) => parentElement.querySelector(query);
  const share = find(".share");
  const said = find("[role=status]");
  const link = find("input");
  share.textContent = data.share;
  share.hidden = !data.share;
  link.setAttribute("aria-label", data.link);
  find(".to-text").textContent = data.text;
  find(".to-text").onclick = () => setTriggerValue("text", true);
  find(".to-keys").textContent = data.keys;
  find(".to-keys").onclick = () => document.dispatchEvent(new Event("dateline:keys"));
  share.onclick = async () => {
    link.hidden = true;
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

// What every page does beside what it shows: it takes the look that an editor chose for a story, and
// says in which language it speaks, and when the connection to the server is lost and found again.
const PATIENCE = 1500; // milliseconds: a blink is no loss

let state = { lost: false };

function watch() {
  const app = document.querySelector(".stApp");
  const offline = !navigator.onLine;
  const connected = app?.dataset.testConnectionState === "CONNECTED";
  if (connected && !offline) return settle(false);
  if (offline) return settle(true);
  state.timer ??= setTimeout(() => settle(true), PATIENCE);
}

function settle(lost) {
  clearTimeout(state.timer);
  state.timer = null;
  if (lost === state.lost) return;
  state.lost = lost;
  document.documentElement.classList.toggle("disconnected", lost);
  const said = document.querySelector(".connection");
  if (!said) return;
  said.textContent = lost ? state.words.lost : state.words.back;
  said.hidden = false;
  clearTimeout(state.fading);
  if (!lost) state.fading = setTimeout(() => (said.hidden = true), 4000);
}

// Streamlit takes a look from the address alone, and when it loads; one that is there stays.
function takeLook(look) {
  const address = new URL(location);
  if (address.searchParams.getAll("embed_options").some((option) => option.endsWith("_theme"))) return;
  if (getComputedStyle(document.querySelector(".stApp")).colorScheme === look) return;
  address.searchParams.append("embed_options", `${look}_theme`);
  location.replace(address);
}

export default function ({ data }) {
  if (data.look) takeLook(data.look);
  document.documentElement.lang = data.language;
  state.words = data;
  if (state.observer) return;
  const app = document.querySelector(".stApp");
  state.observer = new MutationObserver(watch);
  state.observer.observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
  addEventListener("offline", watch);
  addEventListener("online", watch);
}

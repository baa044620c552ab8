/* Tells the page's story step by step, or as its reader scrolls. All words stand in the markup:
 * this script only shows, marks and moves what is there.
 */
(() => {
  "use strict";

  const root = document.documentElement.classList;
  const framed = root.contains("framed");
  const find = (query) => document.querySelector(query);
  const { scene, ground, palettes } = JSON.parse(find("#story").textContent);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const wide = matchMedia("(min-width: 56rem)");

  // The overview, then the stops, then the other places: in the order of the map's own indexes.
  const told = [...document.querySelectorAll(".told")];
  const names = told.map((each) => each.id);
  const steps = Number(document.body.dataset.steps);
  const longest = 7; // more steps are shown as one bar
  // The browser must not scroll to what an address names: the page shows it where it stands.
  told.forEach((each) => each.removeAttribute("id"));

  let current = 0;
  const scrolled = () => root.contains("scrolled");

  // --- the map ---------------------------------------------------------------------------

  const chart = find(".map");
  const map = L.map(chart, {
    center: [20, 10],
    zoom: 2,
    zoomSnap: 0.25,
    attributionControl: false,
    bounceAtZoomLimits: false,
  });

  chart.addEventListener("dateline:choose", ({ detail }) => go(detail + 1));
  chart.addEventListener("dateline:stray", () => player.pause());
  dateline.ground({ palettes, theme: scene.theme, inline: ground }).addTo(map);
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(chart);

  // --- where the reader is ----------------------------------------------------------------

  /** Show a scene: whether the address changes, whether it is spoken, what scrolls, who asked. */
  function go(index, { address = true, speak = true, scroll = true, playing = false } = {}) {
    if (!playing) player.pause();
    const next = Math.max(0, Math.min(index, told.length - 1));
    const changed = next !== current;
    current = next;
    told.forEach((each, i) => each.classList.toggle("current", i === current));
    mark();
    drawing.select(current ? current - 1 : null);
    if (address && changed) write();
    if (speak) find(".spoken").textContent = told[current].dataset.spoken;
    if (scrolled() && scroll) show();
    player.arrived();
    post();
  }

  const step = () => (current <= steps ? current : 0);
  const isLast = () => step() === steps;

  /** What stands for the current scene in the controls and lists. */
  function mark() {
    const links = document.querySelectorAll(".lists a");
    const had = [...links].includes(document.activeElement);
    links.forEach((link, i) => {
      if (i + 1 === current) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
      if (had && i + 1 === current) link.focus();
    });
    find(".back").setAttribute("aria-disabled", current === 0);
    find(".to-overview").setAttribute("aria-disabled", current === 0);
    find(".next").setAttribute("aria-disabled", isLast());
    const bar = find(".progress");
    const shares = steps > longest ? [step(), steps - step()] : Array(steps).fill(1);
    bar.classList.toggle("long", steps > longest);
    bar.replaceChildren(...shares.map((share, i) => {
      const dash = document.createElement("i");
      dash.style.setProperty("--share", share);
      dash.classList.toggle("ahead", steps > longest ? i === 1 : i >= step());
      return dash;
    }));
  }

  /** Write the scene into the address; in a frame without a step in the host's history. */
  function write() {
    const hash = current ? `#${names[current]}` : "";
    const target = `${location.pathname}${location.search}${hash}`;
    try {
      if (framed || scrolled()) history.replaceState(null, "", hash || target);
      else history.pushState(null, "", hash || target);
    } catch {
      // Some frames have no address of their own.
    }
  }

  /** The scene that the address names: by its number, or by its place. */
  function named() {
    let hash = location.hash.slice(1);
    try {
      hash = decodeURIComponent(hash);
    } catch {
      return 0;
    }
    const index = names.indexOf(hash);
    const slug = told.findIndex((each) => hash && each.dataset.slug === hash);
    return Math.max(index, slug, 0);
  }

  addEventListener("popstate", () => go(named(), { address: false }));

  // --- by itself ----------------------------------------------------------------------------

  const play = find(".play");
  const player = new dateline.Player({
    next: () => go(step() + 1, { playing: true }),
    first: () => go(1, { playing: true }),
    last: () => isLast(),
    text: () => find(".told.current blockquote, .told.current .route")?.textContent || "",
    changed: (playing) => {
      play.textContent = play.title = playing ? play.dataset.pause : play.dataset.play;
      play.classList.toggle("playing", playing);
    },
  });
  play.addEventListener("click", () => player.toggle());

  // --- by scrolling -------------------------------------------------------------------------

  let steering = 0; // until when a scroll is ours, and not the reader's

  /** Scroll to the current scene. */
  function show() {
    steering = performance.now() + (calm.matches ? 100 : 1200);
    const top = current ? told[current].getBoundingClientRect().top + scrollY - line() + 30 : 0;
    scrollTo({ top, behavior: calm.matches ? "instant" : "smooth" });
  }

  /** How far down the window the reader reads. */
  const line = () => (wide.matches ? innerHeight * 0.35 : chart.offsetHeight + 80);

  function onScroll() {
    if (!scrolled() || performance.now() < steering) return;
    const reached = told.findLastIndex((each) => each.getBoundingClientRect().top <= line());
    const index = scrollY < 4 ? 0 : Math.max(0, reached);
    if (index !== current) go(index, { speak: false, scroll: false });
  }

  let waiting = 0;
  addEventListener("scroll", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(onScroll);
  }, { passive: true });
  addEventListener("scrollend", () => (steering = 0));

  find(".by-scrolling").addEventListener("click", () => {
    root.toggle("scrolled");
    const url = new URL(location.href);
    if (scrolled()) url.searchParams.set("view", "scroll");
    else url.searchParams.delete("view");
    try {
      history.replaceState(null, "", url);
    } catch {
      // As above.
    }
    if (!scrolled()) scrollTo(0, 0);
    go(current, { speak: false });
  });

  // --- mouse, thumb and keys ----------------------------------------------------------------

  const back = () => current && go(step() - 1);
  const forward = () => isLast() || go(step() + 1);
  const overview = () => go(0);

  find(".back").addEventListener("click", back);
  find(".next").addEventListener("click", forward);
  find(".to-overview").addEventListener("click", overview);
  find(".lists").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go([...document.querySelectorAll(".lists a")].indexOf(link) + 1);
  });

  const help = find(".help");
  find(".tools .keys").addEventListener("click", () => help.showModal());
  find(".help .close").addEventListener("click", () => help.close());

  const actions = {
    ArrowRight: forward,
    ArrowLeft: back,
    Home: overview,
    Escape: overview,
    End: () => go(steps),
    "?": () => help.showModal(),
  };
  dateline.keys((key) => {
    if (help.open || !actions[key]) return false;
    actions[key]();
    return true;
  });

  let start = null;
  find(".reader").addEventListener("touchstart", (event) => {
    const { clientX, clientY } = event.touches[0];
    start = event.touches.length === 1 ? { x: clientX, y: clientY, at: event.timeStamp } : null;
  }, { passive: true });
  find(".reader").addEventListener("touchend", (event) => {
    if (!start || event.touches.length || scrolled()) return;
    const { clientX, clientY } = event.changedTouches[0];
    const across = clientX - start.x, down = clientY - start.y;
    const quick = event.timeStamp - start.at < 800;
    start = null;
    if (!quick || Math.abs(across) < 50 || Math.abs(across) < 2 * Math.abs(down)) return;
    if (across < 0) forward();
    else back();
  }, { passive: true });

  // --- a link to a stop ----------------------------------------------------------------------

  const share = find(".share");
  const home = document.body.dataset.address || (location.protocol.startsWith("http") && !framed ? location.href : "");
  share.hidden = !home || !navigator.clipboard;
  share.addEventListener("click", async () => {
    const url = new URL(home);
    url.hash = current ? names[current] : "";
    try {
      await navigator.clipboard.writeText(url.href);
      share.classList.add("done");
      find(".spoken").textContent = share.dataset.done;
      setTimeout(() => share.classList.remove("done"), 3000);
    } catch {
      share.hidden = true; // the browser does not let this page copy
    }
  });

  // --- a page in a frame tells its host how high it is -----------------------------------------

  let height = 0;
  function post() {
    if (!framed) return;
    const now = Math.ceil(document.body.getBoundingClientRect().height);
    if (now === height) return;
    height = now;
    parent.postMessage({ datelineHeight: height }, "*");
  }
  new ResizeObserver(post).observe(document.body);

  root.toggle("scrolled", !framed && new URLSearchParams(location.search).get("view") === "scroll");
  current = named();
  const layer = L.featureGroup();
  const drawing = dateline.scene(layer, JSON.stringify({ ...scene, selected: current ? current - 1 : null }));
  layer.addTo(map);
  go(current, { speak: false, scroll: current > 0 });
  window.onerror = null; // from here on, a fault is no reason to fall back to the text
})();

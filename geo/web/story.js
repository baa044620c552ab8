/* The story on the map: its route, stops and places; and the desk, where a map's parts meet.
 *
 * dateline.scene(group, text) fills a Leaflet feature group with a story's route and stops; its
 * select(index) goes to a stop or place, and null to the whole.
 *
 * A click on a marker, or Enter, sends the event "dateline:choose" from the map's element, with the
 * index of the stop or place in its detail; a reader who moves the map sends "dateline:stray".
 */
(() => {
  "use strict";

  const { Lettering, Locator, Room, Vehicle, unpack } = dateline;
  const SVG = "http://www.w3.org/2000/svg";
  const DEEPEST_ZOOM = 11; // the shapes are honest to 9; beyond, they only part crowded stops

  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  if (calm.matches) {
    L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false });
  }

  const UNITS = { km: "kilometer", m: "meter", mi: "mile", ft: "foot" };

  /** A scale bar in the units of the page, as its language writes them. */
  function scaleBar({ units, language }) {
    const miles = units === "mi";
    const bar = L.control.scale({ imperial: miles, metric: !miles, position: "bottomright", maxWidth: 120 });
    const draw = bar._updateScale;
    bar._updateScale = function (element, text, ratio) {
      const [length, unit] = text.split(" ");
      const written = new Intl.NumberFormat(language, { style: "unit", unit: UNITS[unit] });
      draw.call(this, element, written.format(length), ratio);
    };
    return bar;
  }

  // --- the desk: one per map, where palette, camera and lettering come together -------------

  const desks = new WeakMap();

  function desk(map) {
    if (!desks.has(map)) desks.set(map, new Desk(map));
    return desks.get(map);
  }

  class Desk {
    constructor(map) {
      this.map = map;
      this.palettes = null;
      this.theme = "light";
      this.ground = null;
      this.scene = null;
      this.kept = new Map(); // where each name stood last, so that it stays there if it can
      this.svg = document.createElementNS(SVG, "svg");
      this.svg.setAttribute("class", "dl-names");
      this.svg.setAttribute("aria-hidden", "true");
      const pane = map.createPane("dl-names");
      pane.style.zIndex = 590; // below the markers, above the route
      pane.appendChild(this.svg);
      map.on("zoomstart movestart", (event) => {
        if (event.type === "zoomstart" || this.flying) this.svg.classList.add("dl-away");
      });
      map.on("moveend zoomend resize viewreset", () => this.soon());
      map.on("resize", () => this.scene && this.scene.refit());
      map.on("movestart", () => this.steering || this.stray());
      // Styles that arrive late change the room that labels take.
      document.addEventListener("load", (event) => event.target.tagName === "LINK" && this.soon(), true);
      window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.paint());
      this.furnish();
      this.vehicle = new Vehicle(map);
      this.locator = new Locator(map);
      map.setMinZoom(0.5).setMaxZoom(DEEPEST_ZOOM);
      // The wheel scrolls the page until the reader has taken the map in hand.
      map.scrollWheelZoom.disable();
      map.on("focus mousedown", () => map.scrollWheelZoom.enable());
      map.on("blur", () => map.scrollWheelZoom.disable());
      // One finger scrolls the page, two move the map.
      if (window.matchMedia("(pointer: coarse)").matches) map.dragging.disable();
      this.paint();
    }

    /** The way back to the story for a reader who has moved the map. */
    furnish() {
      this.back = element("button", "dl-back");
      this.back.type = "button";
      this.back.hidden = true;
      this.back.addEventListener("click", () => {
        this.scene?.look();
        this.map.getContainer().focus({ preventScroll: true });
      });
      L.DomEvent.disableClickPropagation(this.back);
      this.map.getContainer().append(this.back);
    }

    /** The reader has moved the map: it stays where they put it until they ask to go back. */
    stray() {
      this.strayed = true;
      if (!this.scene) return;
      this.back.textContent = this.scene.wayBack();
      this.back.hidden = false;
      this.map.getContainer().dispatchEvent(new CustomEvent("dateline:stray", { bubbles: true }));
    }

    get palette() {
      const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
      const theme = this.theme === "auto" ? (dark ? "dark" : "light") : this.theme;
      return (this.palettes || {})[theme] || {};
    }

    /** Show the palette: as custom properties for the style sheet, and on the canvas. */
    paint() {
      const style = this.map.getContainer().style;
      for (const [name, colour] of Object.entries(this.palette)) {
        style.setProperty(`--dl-${name.replace(/_/g, "-")}`, colour);
      }
      this.map.getContainer().classList.add("dl-map");
      if (this.ground && this.ground._map) this.ground._soon();
      this.soon();
    }

    /** Wear another theme: "light", "dark" or "auto". */
    wear(theme) {
      if (this.theme === theme) return;
      this.theme = theme;
      this.paint();
    }

    soon() {
      if (this.waiting) return;
      this.waiting = requestAnimationFrame(() => {
        this.waiting = null;
        if (this.map._loaded && !this.map._animatingZoom && !this.flying) this.letter();
      });
    }

    /** Set all names anew: stops first, then the route's arrows, then the ground's own names. */
    letter() {
      const map = this.map;
      const size = map.getSize();
      const corner = map.containerPointToLayerPoint([0, 0]);
      this.locator.show(this.ground, this.palette, this.scene ? this.scene.drawn() : []);
      const room = new Room(size, this.controls());
      this.svg.replaceChildren();
      if (this.scene) this.scene.letter(room, this.svg, corner);
      if (this.ground) new Lettering(this, room, corner).letter();
      this.svg.classList.remove("dl-away");
    }

    /** The rectangles of the map's controls, in the frame. */
    controls() {
      const frame = this.map.getContainer().getBoundingClientRect();
      return [...this.map.getContainer().querySelectorAll(".leaflet-control")].map((control) => {
        const box = control.getBoundingClientRect();
        return [box.left - frame.left - 4, box.top - frame.top - 4, box.right - frame.left + 4, box.bottom - frame.top + 4];
      }).filter(([left, top, right, bottom]) => right - left > 8 && bottom - top > 8);
    }

    /** How many screens away a point lies, as the map stands. */
    screens(center) {
      const { x, y } = this.map.latLngToContainerPoint(center).subtract(this.map.getSize().divideBy(2));
      return Math.hypot(x, y) / this.map.getSize().x;
    }

    /** A map of the world shows more of the north than of Antarctica, which holds no story. */
    raised({ center, zoom }, bounds) {
      const map = this.map;
      const half = map.getSize().y / 2;
      const y = (latitude) => map.project([latitude, 0], zoom).y;
      const middle = map.project(center, zoom);
      const below = middle.y + half - y(Math.min(-60, bounds.getSouth() - 8));
      const above = middle.y - half - y(84.5);
      const up = Math.max(0, Math.min(below, above));
      return up ? map.unproject(middle.subtract([0, up]), zoom) : center;
    }

    /** Move the camera: at once the first time and where motion is unwelcome. */
    go(bounds, zoom, options) {
      this.steering = true;
      this.move(bounds, zoom, options);
      this.steering = false;
      this.strayed = false;
      this.back.hidden = true;
    }

    move(bounds, zoom, options) {
      const map = this.map;
      const target = bounds ? map._getBoundsCenterZoom(bounds, options) : { center: options.center, zoom };
      this.kept.clear(); // in a new view every name finds its best place
      if (bounds) target.center = this.raised(target, bounds);
      // A flight over many screens shows nothing but a blur.
      const far = map._loaded && this.screens(target.center) > 6;
      const still = options.still || calm.matches || !map._loaded || !this.arrived || far;
      this.arrived = true;
      const near = map._loaded && map.getZoom() === target.zoom &&
        map.project(target.center).distanceTo(map.project(map.getCenter())) < 1;
      if (near) return;
      if (still) {
        map.setView(target.center, target.zoom, { animate: false });
        return;
      }
      this.flying = true;
      map.once("moveend", () => {
        this.flying = false;
        this.soon();
        const landed = this.landed;
        this.landed = null;
        if (landed) landed();
      });
      map.flyTo(target.center, target.zoom, { duration: 0.25 });
    }
  }

  // --- the story -----------------------------------------------------------------------------

  const escaped = (text) =>
    text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

  function element(tag, cls, text) {
    const node = document.createElement(tag);
    node.className = cls;
    if (text) node.textContent = text;
    return node;
  }

  /** A sentence with its values in its places. */
  const fill = (sentence, ...values) => sentence.replace(/\{(\d)\}/g, (_, i) => values[i]);

  class Scene {
    /**
     * data: { stops: [[name, local name, latitude, longitude, planned]], places: [[name, local name,
     * latitude, longitude, zoom, marked]], legs: [[mode, packed line]], selected, theme, credit, label,
     * words }
     * Indexes count the stops, then the places.
     */
    constructor(group, data) {
      this.group = group;
      this.data = data;
      this.points = [];
      this.marks = [];
      this.lines = data.legs.map(([mode, line]) => ({
        mode,
        points: unpack(line, 1000).map(([longitude, latitude]) => L.latLng(latitude, longitude)),
      }));
      group.on("add", () => this.open(group._map));
      group.on("remove", () => this.close());
    }

    open(map) {
      this.map = map;
      this.desk = desk(map);
      this.desk.scene = this;
      this.desk.theme = this.data.theme;
      map.getContainer().setAttribute("role", "region");
      map.getContainer().setAttribute("aria-label", this.data.label);
      this.furnish(map);
      this.draw();
      this.desk.paint();
    }

    close() {
      if (this.desk.scene === this) {
        this.desk.scene = null;
        this.desk.vehicle.board(null);
      }
      this.group.clearLayers();
    }

    draw() {
      this.group.clearLayers();
      this.marks = [];
      this.drawRoute();
      this.drawMarks();
      this.desk.landed = null;
      this.desk.vehicle.board(this.data.parked ? null : this.leg(), this.data.words.moving);
      // While somebody points at things on the map it stays where it is.
      if (!this.data.still || !this.desk.arrived) this.look();
      this.refocus();
      this.desk.soon();
    }

    /** Go to another stop or place, or with null to the whole story; whatever carries the traveller
     *  comes along to the next stop. */
    select(index) {
      const before = this.data.selected;
      if (index === before && !this.desk.strayed) return;
      this.data.selected = index;
      this.draw();
      if (before === null || index !== before + 1 || !this.lines[before]) return;
      const start = () => this.desk.scene === this && this.data.selected === index && this.desk.vehicle.travel();
      if (this.desk.flying) this.desk.landed = start;
      else start();
    }

    /** The leg on which the traveller is, and whether at its beginning. */
    leg() {
      const { selected, stops } = this.data;
      if (selected === null || selected >= stops.length) return null;
      const line = this.lines[Math.max(0, selected - 1)];
      return line && line.points.length > 1 ? { ...line, beginning: selected === 0 } : null;
    }

    /** What leads back to where the story is. */
    wayBack() {
      const { selected, stops, places, words } = this.data;
      if (selected === null) return words.route;
      if (selected < stops.length) return fill(words.stop, selected + 1);
      return fill(words.place, places[selected - stops.length][0]);
    }

    /** Everything of the story that is drawn, as points in the frame. */
    drawn() {
      const at = (latlng) => this.map.latLngToContainerPoint(latlng);
      const size = this.map.getSize();
      const route = this.lines.flatMap(({ points }) => sampled(points.map(at), 12, size));
      return route.concat(this.marks.map(({ marker }) => at(marker.getLatLng())).map(({ x, y }) => [x, y]));
    }

    /** Scale bar and credit: once per map; the bar anew where the reader's units change. */
    furnish(map) {
      const { units, language } = this.data;
      if (this.desk.measured !== `${units} ${language}`) {
        this.desk.measured = `${units} ${language}`;
        this.desk.bar?.remove();
        this.desk.bar = scaleBar(this.data).addTo(map);
      }
      if (!this.desk.credit) {
        this.desk.credit = L.control.attribution({ prefix: false, position: "bottomleft" }).addTo(map);
      }
      if (this.desk.credited) this.desk.credit.removeAttribution(this.desk.credited);
      this.desk.credited = escaped(this.data.credit);
      this.desk.credit.addAttribution(this.desk.credited);
    }

    drawRoute() {
      const line = (points, cls, pane) =>
        this.group.addLayer(L.polyline(points, { className: cls, interactive: false, smoothFactor: 0.6, noClip: false }));
      const casing = this.lines.filter(({ points }) => points.length > 1);
      casing.forEach(({ points }) => line(points, "dl-casing"));
      casing.forEach(({ mode, points }) => {
        line(points, `dl-route dl-by-${mode}`);
        if (mode === "rail") line(points, "dl-ties");
      });
      // The markers tell the route; its drawing says nothing more to a screen reader.
      this.map.getPane("overlayPane").setAttribute("aria-hidden", "true");
    }

    /** Stops at one point share a marker; a click goes to the next of them. */
    drawMarks() {
      const { stops, places, selected } = this.data;
      const shared = new Map();
      stops.forEach(([name, local, latitude, longitude, planned], i) => {
        const key = `${latitude},${((longitude % 360) + 360) % 360}`;
        if (!shared.has(key)) shared.set(key, { name, local, latitude, longitude, numbers: [], planned: true });
        shared.get(key).numbers.push(i);
        shared.get(key).planned &&= Boolean(planned);
      });
      this.dense = stops.length > 40 ? "dl-tiny" : stops.length > 14 ? "dl-small" : "";
      shared.forEach((stop) => this.mark(stop));
      places.forEach(([name, local, latitude, longitude, , marked], i) => {
        const index = stops.length + i;
        if (marked || index === selected) {
          this.mark({ name, local, latitude, longitude, numbers: [index], place: true });
        }
      });
    }

    mark(stop) {
      const { selected, stops } = this.data;
      const chosen = stop.numbers.includes(selected);
      const at = stop.numbers.indexOf(selected);
      const next = stop.numbers[(at + 1) % stop.numbers.length];
      const body = element("span", "dl-mark");
      const dot = element("span", "dl-dot", stop.place ? "" : stop.numbers.map((i) => i + 1).join("·"));
      const label = element("span", "dl-label");
      label.append(element("b", "dl-name", stop.name));
      if (stop.local) label.append(element("span", "dl-local", stop.local));
      label.dir = "auto";
      body.append(dot, label);
      const cls = ["dl-stop", this.dense, chosen && "dl-chosen", stop.planned && "dl-planned", stop.place && "dl-place", stop.place && !stops.length && "dl-main"];
      const marker = L.marker([stop.latitude, stop.longitude], {
        icon: L.divIcon({ html: body, className: cls.filter(Boolean).join(" "), iconSize: stop.place ? [24, 24] : [36, 36] }),
        zIndexOffset: chosen ? 2000 : stop.place ? -500 : 500 - stop.numbers[0],
        riseOnHover: true,
      });
      // st_folium returns a marker's tooltip: it starts with the index of what was clicked.
      const local = stop.local ? `, ${stop.local}` : "";
      marker.bindTooltip(`<span hidden>${next} </span>${escaped(stop.name + local)}`, { className: "dl-tip", direction: "top", offset: [0, -12] });
      marker.on("tooltipopen", () => marker.getElement().classList.contains("dl-unnamed") || marker.closeTooltip());
      marker.on("click", () => {
        const detail = Number(next);
        this.map.getContainer().dispatchEvent(new CustomEvent("dateline:choose", { detail, bubbles: true }));
      });
      this.group.addLayer(marker);
      const node = marker.getElement();
      const number = stop.numbers.map((i) => i + 1).reduce((a, b) => fill(this.data.words.both, a, b));
      const named = `${stop.name}${local}`;
      node.setAttribute("aria-label", stop.place ? named : fill(this.data.words.marker, number, named) + (stop.planned ? `, ${this.data.words.planned}` : ""));
      if (chosen) node.setAttribute("aria-current", "true");
      node.dataset.index = stop.numbers[0];
      node.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        this.desk.refocus = node.dataset.index;
        marker.fire("click", { latlng: marker.getLatLng(), originalEvent: event }, true);
      });
      this.marks.push({ ...stop, marker, node, dot, label, chosen });
    }

    /** A marker that was chosen by key keeps the focus when the next scene replaces it. */
    refocus() {
      const mark = this.marks.find(({ node }) => node.dataset.index === this.desk.refocus);
      if (mark) mark.node.focus({ preventScroll: true });
      this.desk.refocus = null;
    }

    /** Which part of the globe the scene shows; nothing moves if it is the one already shown. */
    look(still) {
      const { stops, places, selected } = this.data;
      const size = this.map.getSize();
      if (!size.x || !size.y) return;
      const high = Math.min(60, size.y * 0.12);
      const options = {
        paddingTopLeft: [Math.min(60, size.x * 0.1), high],
        paddingBottomRight: [this.roomForNames(size), high],
        maxZoom: DEEPEST_ZOOM,
        still,
      };
      const all = this.lines.flatMap(({ points }) => points).concat(
        stops.map(([, , latitude, longitude]) => L.latLng(latitude, longitude)));
      const shown = all.length ? all : places.map(([, , latitude, longitude]) => L.latLng(latitude, longitude));
      if (!shown.length) {
        this.desk.go(null, 1.5, { center: L.latLng(20, 0), still });
        return;
      }
      const bounds = L.latLngBounds(shown);
      // A single point is shown with the country around it.
      if (shown.every((point) => point.equals(shown[0]))) options.maxZoom = all.length ? 7 : places[0][4];
      if (selected === null) {
        this.desk.go(bounds, null, options);
        return;
      }
      const whole = this.map._getBoundsCenterZoom(bounds, options).zoom;
      if (selected >= stops.length) {
        const [, , latitude, longitude, zoom] = places[selected - stops.length];
        this.desk.go(null, zoom, { center: L.latLng(latitude, longitude), still });
        return;
      }
      const here = L.latLng(stops[selected][2], stops[selected][3]);
      // Close enough to see the surroundings, far enough to see where the nearer neighbour lies.
      const neighbours = [stops[selected - 1], stops[selected + 1]].filter(Boolean);
      const far = neighbours.map(([, , latitude, longitude]) =>
        this.map.project([latitude, longitude], 0).distanceTo(this.map.project(here, 0))).filter((d) => d > 0);
      const reach = 0.42 * Math.min(size.x, size.y);
      const zoom = far.length ? Math.log2(reach / Math.min(...far)) : 7;
      const snapped = Math.round(Math.max(whole + 0.5, Math.min(zoom, whole + 2.5, 9)) * 4) / 4;
      this.desk.go(null, Math.max(whole, Math.min(snapped, DEEPEST_ZOOM)), { center: here, still });
    }

    /** Pixels to leave free in the east, so that the names of the stops there fit beside them. */
    roomForNames(size) {
      const east = Math.max(...this.marks.map(({ longitude }) => longitude));
      const west = Math.min(...this.marks.map(({ longitude }) => longitude));
      const eastern = this.marks.filter(({ longitude }) => longitude > east - (east - west) * 0.2);
      const widest = Math.max(0, ...eastern.map(({ label }) => label.offsetWidth));
      return Math.min(size.x * 0.34, Math.max(size.x * 0.08, widest + 30));
    }

    refit() {
      if (!this.desk.strayed) this.look(true);
    }

    /** The names that stand on the map already, in lower case. */
    known() {
      return new Set([...this.data.stops, ...this.data.places].map(([name]) => name.toLowerCase()));
    }

    /** The names that have a marker, in lower case. */
    named() {
      return new Set(this.marks.map(({ name }) => name.toLowerCase()));
    }

    // --- labels of the stops, and arrows along the route

    letter(room, svg, corner) {
      const at = (latlng) => this.map.latLngToLayerPoint(latlng).subtract(corner);
      const paths = this.lines.map(({ points }) => points.map(at));
      paths.forEach((path) => sampled(path, 7, room.size).forEach((point) => room.points.push(point)));
      for (const mark of this.marks) {
        const { x, y } = at(mark.marker.getLatLng());
        const half = mark.dot.offsetWidth / 2 || 12;
        const tall = mark.dot.offsetHeight / 2 || 12;
        mark.node.style.setProperty("--dl-half", `${half}px`);
        mark.node.style.setProperty("--dl-tall", `${tall}px`);
        mark.here = [x, y];
        mark.half = half;
        mark.tall = tall;
        if (!mark.place) room.take([x - half - 1, y - tall - 1, x + half + 1, y + tall + 1]);
      }
      const parked = this.desk.vehicle.park(corner);
      if (parked) room.take(parked);
      const last = this.data.stops.length - 1;
      const weight = ({ chosen, place, numbers }) =>
        chosen ? 0 : place ? 1000 + numbers[0] : numbers.includes(0) || numbers.includes(last) ? 1 : 2 + numbers[0];
      [...this.marks].sort((a, b) => weight(a) - weight(b)).forEach((mark) => this.name(mark, room));
      this.arrows(paths, room, svg, corner);
    }

    /** Put a stop's name on the side with the most room; without room only its number shows. */
    name(mark, room) {
      const [x, y] = mark.here;
      const frame = room.size;
      const node = mark.node;
      node.classList.remove("dl-unnamed");
      if (x < -20 || y < -20 || x > frame.x + 20 || y > frame.y + 20) return;
      const w = mark.label.offsetWidth, h = mark.label.offsetHeight;
      const gapX = mark.half + 5, gapY = mark.tall + 3, near = mark.half * 0.7 + 5;
      const low = y + 3, high = y - 3 - h;
      const sides = {
        right: [x + gapX, y - 11, x + gapX + w, y - 11 + h],
        left: [x - gapX - w, y - 11, x - gapX, y - 11 + h],
        "right low": [x + near, low, x + near + w, low + h],
        "right high": [x + near, high, x + near + w, high + h],
        "left low": [x - near - w, low, x - near, low + h],
        "left high": [x - near - w, high, x - near, high + h],
        below: [x - w / 2, y + gapY, x + w / 2, y + gapY + h],
        above: [x - w / 2, y - gapY - h, x + w / 2, y - gapY],
      };
      let best = null;
      Object.entries(sides).forEach(([side, box], i) => {
        const taken = room.overlap(box);
        const out = room.inside(box, 4) ? 0 : 3000;
        const cost = taken * 3 + room.crossed(box) * 22 + out + i * 8;
        if (!best || cost < best.cost) best = { side, box, cost, taken };
      });
      const crowded = best.taken > 30 || (mark.place && best.cost > 400) || (this.dense && best.cost > 150);
      if (crowded && !mark.chosen) {
        node.classList.add("dl-unnamed");
        return;
      }
      node.dataset.side = best.side;
      room.take(best.box);
      if (mark.place) room.take([x - mark.half, y - mark.tall, x + mark.half, y + mark.tall]);
    }

    /** One arrowhead in the middle of each leg that is long enough. */
    arrows(paths, room, svg, corner) {
      paths.forEach((path) => {
        const points = sampled(path, 4, room.size);
        if (points.length < (this.dense ? 30 : 15)) return;
        const middle = [0.5, 0.45, 0.55, 0.4, 0.6, 0.3, 0.7, 0.25, 0.75]
          .map((share) => Math.round(points.length * share))
          .find((i) => isStraight(points, i) && room.free([points[i][0] - 7, points[i][1] - 7, points[i][0] + 7, points[i][1] + 7]));
        if (!middle) return;
        const [ax, ay] = points[middle - 2], [bx, by] = points[Math.min(middle + 2, points.length - 1)];
        const angle = (Math.atan2(by - ay, bx - ax) * 180) / Math.PI;
        const [x, y] = points[middle];
        const head = document.createElementNS(SVG, "path");
        head.setAttribute("class", "dl-arrow");
        head.setAttribute("d", "M-5,-6 L7,0 L-5,6 L-2,0 Z");
        head.setAttribute("transform", `translate(${x + corner.x} ${y + corner.y}) rotate(${angle})`);
        svg.appendChild(head);
        room.take([x - 6, y - 6, x + 6, y + 6]);
      });
    }
  }

  /** Whether the path hardly turns at its point ``i``. */
  function isStraight(points, i) {
    if (i < 4 || i + 4 >= points.length) return false;
    const heading = (a, b) => Math.atan2(points[b][1] - points[a][1], points[b][0] - points[a][0]);
    return Math.cos(heading(i - 4, i) - heading(i, i + 4)) > 0.8;
  }

  /** Points every ``step`` pixels along a path, as far as it lies in the frame. */
  function sampled(path, step, size) {
    const points = [];
    let left = 0;
    for (let i = 1; i < path.length; i++) {
      const a = path[i - 1], b = path[i];
      if (Math.max(a.x, b.x) < 0 || Math.max(a.y, b.y) < 0 || Math.min(a.x, b.x) > size.x || Math.min(a.y, b.y) > size.y) continue;
      const length = a.distanceTo(b);
      if (length > 20000) continue;
      let along = left;
      for (; along < length; along += step) {
        const share = along / length;
        const x = a.x + (b.x - a.x) * share, y = a.y + (b.y - a.y) * share;
        if (x >= 0 && y >= 0 && x <= size.x && y <= size.y) points.push([x, y]);
      }
      left = along - length;
    }
    return points;
  }

  /** Lead the keys of this window to `act`, which answers whether it took the key.
   *
   * A map that has the focus by key keeps its arrows, and a field keeps all.
   */
  function keys(act) {
    let byKey = true; // how the focus came where it is
    addEventListener("pointerdown", () => (byKey = false), true);
    addEventListener("blur", () => (byKey = true)); // it comes back into a frame by key, or by a click
    addEventListener("keydown", (event) => {
      const { target, key } = event;
      if (key === "Tab") byKey = true;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest?.("input, textarea, select")) return;
      if (key.startsWith("Arrow") && byKey && target.matches?.(".leaflet-container")) return;
      if (!act(key)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }, true); // before the map hears of it
  }

  Object.assign(dateline, {
    desk,
    keys,

    scene(group, text) {
      return new Scene(group, JSON.parse(text));
    },
  });
})();

/* Draws the basemap and the story on a Leaflet map: one script for the page and for exported files.
 *
 * dateline.ground(options)      a Leaflet layer: land, water, borders and names.
 * dateline.scene(group, text)   fills a Leaflet feature group with a story's route and stops; its
 *                               select(index) goes to a stop or place, and null to the whole.
 *
 * A click on a marker, or Enter, sends the event "dateline:choose" from the map's element, with the
 * index of the stop or place in its detail.
 *
 * Shapes come packed as geo/basemap.py writes them, and are kept as Mercator positions in which
 * the world is one unit wide, x eastward and y southward.
 */
(() => {
  "use strict";

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUES = Object.fromEntries([...DIGITS].map((digit, value) => [digit, value]));
  const SHEET_DEGREES = 10;
  const MIDDLE_ZOOM = 2.75; // from here the shapes at 1:50 million are drawn
  const NEAR_ZOOM = 5.75; // and from here those at 1:10 million
  const DEEPEST_ZOOM = 11; // the shapes are honest to 9; beyond, they only part crowded stops
  const SANS = '"Source Sans 3", "Source Sans Pro", "Noto Sans", system-ui, "Segoe UI", Roboto, sans-serif';
  const SERIF = '"Source Serif 4", "Source Serif Pro", "Noto Serif", Georgia, "Times New Roman", serif';
  const SVG = "http://www.w3.org/2000/svg";

  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  if (calm.matches) {
    L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false });
  }

  // --- shapes ------------------------------------------------------------------------------

  const flatX = (longitude) => longitude / 360 + 0.5;
  const flatY = (latitude) => {
    const sine = Math.sin((Math.max(-85.06, Math.min(85.06, latitude)) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  };

  /** The steps of a packed line, as [longitude, latitude] pairs. */
  function unpack(text, steps) {
    const line = [];
    let number = 0, place = 0, x = 0, y = 0, isY = false;
    for (const digit of text) {
      const value = VALUES[digit];
      number |= (value & 31) << place;
      if (value & 32) {
        place += 5;
        continue;
      }
      const step = number & 1 ? -((number + 1) >> 1) : number >> 1;
      if (isY) {
        y += step;
        line.push([x / steps, y / steps]);
      } else {
        x += step;
      }
      isY = !isY;
      number = place = 0;
    }
    return line;
  }

  /** A line as the canvas wants it: flat positions one after the other, and its bounds. */
  function shape(line) {
    const flat = new Float64Array(line.length * 2);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    line.forEach(([longitude, latitude], i) => {
      const x = (flat[2 * i] = flatX(longitude));
      const y = (flat[2 * i + 1] = flatY(latitude));
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    });
    return { flat, box };
  }

  /** The pieces of a ring that do not run along the edges of its sheet. */
  function coasts(ring, [west, south, east, north]) {
    const on = (a, b) => Math.abs(a - b) < 0.006;
    const along = ([ax, ay], [bx, by]) =>
      (on(ax, west) && on(bx, west)) || (on(ax, east) && on(bx, east)) ||
      (on(ay, south) && on(by, south)) || (on(ay, north) && on(by, north));
    const pieces = [[ring[0]]];
    for (let i = 1; i < ring.length; i++) {
      if (along(ring[i - 1], ring[i])) pieces.push([ring[i]]);
      else pieces[pieces.length - 1].push(ring[i]);
    }
    return pieces.filter((piece) => piece.length > 1);
  }

  /** A sheet ready to draw. */
  function opened(sheet) {
    const { steps, box } = sheet;
    const area = (rings) => rings.map((ring) => unpack(ring, steps));
    const land = (sheet.land || []).map(area);
    const lakes = (sheet.lakes || []).map(area);
    const lines = (kind) => ((sheet.borders || {})[kind] || []).map((line) => shape(unpack(line, steps)));
    return {
      land: land.map((rings) => rings.map(shape)),
      coast: land.flat().flatMap((ring) => coasts(ring, box)).map(shape),
      lakes: lakes.map((rings) => rings.map(shape)),
      shores: lakes.flat().flatMap((ring) => coasts(ring, box)).map(shape),
      rivers: (sheet.rivers || []).map(([rank, line]) => ({ rank, ...shape(unpack(line, steps)) })),
      country: lines("country"),
      disputed: lines("disputed"),
      state: lines("state"),
      county: lines("county"),
    };
  }

  // --- where the shapes come from ----------------------------------------------------------

  /** Files of data/basemap, fetched once each; or what an exported page carries inside. */
  class Source {
    constructor({ url, version, inline }) {
      this.url = url;
      this.version = version;
      this.held = new Map();
      this.asked = new Set();
      this.names = { countries: [], states: [], waters: [], cities: [], sheets: [] };
      this.onload = () => {};
      if (inline) {
        this.inline = inline;
        this.held.set("world-110m", opened(inline.world));
        this.region = inline.region && { ...opened(inline.region), box: inline.region.box };
        this.names = inline.names;
      } else {
        this.ask("names", (names) => (this.names = names));
        this.ask("world-110m");
      }
    }

    ask(name, take) {
      if (this.inline || this.asked.has(name)) return;
      this.asked.add(name);
      fetch(`${this.url}${name}.json?v=${this.version}`)
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
        .then((data) => {
          if (take) take(data);
          else this.held.set(name, { ...opened(data), names: data });
          this.onload();
        })
        .catch(() => this.asked.delete(name)); // asked again at the next move
    }

    /** The names of the near sheets that a view touches, each with its turns of the globe. */
    wanted(view) {
      const found = [];
      const exist = (this.exist ||= this.names.sheets.length ? new Set(this.names.sheets) : null);
      if (!exist) return null;
      const step = SHEET_DEGREES;
      for (let south = Math.floor(view.south / step) * step; south < view.north; south += step) {
        for (let west = Math.floor(view.west / step) * step; west < view.east; west += step) {
          const home = ((((west + 180) % 360) + 360) % 360) - 180;
          const pad = (n, size) => String(Math.abs(n)).padStart(size, "0");
          const name = `${south < 0 ? "S" : "N"}${pad(south, 2)}${home < 0 ? "W" : "E"}${pad(home, 3)}`;
          if (exist.has(name)) found.push({ name: `10m/${name}`, turn: (west - home) / 360 });
        }
      }
      return found;
    }

    /** The sheets to draw for a view: the best that are here, while better ones are asked for. */
    sheets(view) {
      const turns = [];
      for (let t = Math.floor(view.west / 360 + 0.5) - 1; t <= Math.ceil(view.east / 360 + 0.5); t++) turns.push(t);
      const world = (scale) => {
        const held = this.held.get(`world-${scale}`);
        return held && turns.map((turn) => ({ sheet: held, turn }));
      };
      if (!this.inline && view.zoom >= NEAR_ZOOM) {
        const wanted = this.wanted(view);
        if (wanted) {
          wanted.forEach(({ name }) => this.ask(name));
          if (wanted.every(({ name }) => this.held.has(name))) {
            return wanted.map(({ name, turn }) => ({ sheet: this.held.get(name), turn }));
          }
        }
      } else if (!this.inline && view.zoom >= MIDDLE_ZOOM) {
        this.ask("world-50m");
        if (this.held.has("world-50m")) return world("50m");
      }
      return world("50m") || world("110m") || [];
    }

    /** Names and anchors of a view: those of the world, and those of the near sheets that are here. */
    labels(view) {
      const near = view.zoom >= NEAR_ZOOM - 0.5 && !this.inline ? this.wanted(view) || [] : [];
      const here = near.filter(({ name }) => this.held.has(name)).map(({ name }) => this.held.get(name).names);
      const rows = (kind, at) =>
        (this.names[kind] || []).map((row, number) => ({
          row,
          anchors: here.reduce((all, names) => {
            const found = (names[kind] || []).find(([i]) => i === number);
            return found ? all.concat(found[1]) : all;
          }, row[at]),
        }));
      return {
        countries: rows("countries", 2),
        states: rows("states", 2),
        waters: rows("waters", 4),
        cities: here.reduce((all, names) => all.concat(names.cities || []), this.names.cities),
      };
    }
  }

  // --- the ground --------------------------------------------------------------------------

  const Ground = L.Renderer.extend({
    options: { padding: 0.3, pane: "tilePane" },

    initialize(options) {
      L.Renderer.prototype.initialize.call(this, options);
      this.source = new Source(options);
      this.source.onload = () => this._map && this._soon();
    },

    _initContainer() {
      this._container = L.DomUtil.create("canvas", "dl-ground");
      this._container.setAttribute("aria-hidden", "true");
    },

    _destroyContainer() {
      L.DomUtil.remove(this._container);
      delete this._container;
    },

    onAdd(map) {
      desk(map).ground = this;
      desk(map).soon();
      L.Renderer.prototype.onAdd.call(this, map);
    },

    onRemove(map) {
      desk(map).ground = null;
      desk(map).soon();
      cancelAnimationFrame(this._frame);
      L.Renderer.prototype.onRemove.call(this, map);
    },

    getEvents() {
      return { ...L.Renderer.prototype.getEvents.call(this), move: this._onMove };
    },

    /** While flying or dragging far, draw again before the edge of the canvas shows. */
    _onMove() {
      const scale = this._map.getZoomScale(this._map.getZoom(), this._zoom);
      const size = this._map.getSize();
      const min = this._map.containerPointToLayerPoint([0, 0]);
      const out = !this._bounds.contains(L.bounds(min, min.add(size)));
      if (scale < 0.6 || scale > 1.7 || (scale === 1 && out)) this._update();
    },

    _soon() {
      cancelAnimationFrame(this._frame);
      this._frame = requestAnimationFrame(() => {
        if (!this._map) return;
        this._update();
        desk(this._map).soon();
      });
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const canvas = this._container;
      const size = this._bounds.getSize();
      const sharp = Math.min(window.devicePixelRatio || 1, 2);
      canvas.width = Math.round(size.x * sharp);
      canvas.height = Math.round(size.y * sharp);
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
      L.DomUtil.setTransform(canvas, this._bounds.min, 1);
      const pen = canvas.getContext("2d");
      pen.scale(sharp, sharp);
      this._draw(pen, size);
    },

    _draw(pen, size) {
      const palette = desk(this._map).palette;
      const zoom = this._map.getZoom();
      const world = this._map.options.crs.scale(zoom);
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      const view = {
        zoom,
        west: (origin.x / world) * 360 - 180,
        east: ((origin.x + size.x) / world) * 360 - 180,
        north: Math.min(89.9, this._map.unproject(origin, zoom).lat),
        south: Math.max(-89.9, this._map.unproject(origin.add(size), zoom).lat),
      };
      pen.fillStyle = palette.sea;
      pen.fillRect(0, 0, size.x, size.y);
      pen.lineJoin = "round";
      graticule(pen, view, size, world, origin, palette);
      const draw = (list) => list.forEach(({ sheet, turn }) => {
        drawSheet(pen, sheet, { world, x: origin.x - turn * world, y: origin.y, size, zoom }, palette);
      });
      draw(this.source.sheets(view));
      const region = this.source.region;
      if (region) this._drawRegion(pen, region, view, world, origin, size, draw);
    },

    /** An exported page's own region, over the coarse world. */
    _drawRegion(pen, region, view, world, origin, size, draw) {
      const [west, south, east, north] = region.box;
      for (let turn = -1; turn <= 1; turn++) {
        const x = (flatX(west) + turn) * world - origin.x;
        const y = flatY(north) * world - origin.y;
        const wide = (flatX(east) - flatX(west)) * world;
        const high = (flatY(south) - flatY(north)) * world;
        if (x > size.x || x + wide < 0) continue;
        pen.save();
        pen.beginPath();
        pen.rect(x, y, wide, high);
        pen.clip();
        pen.fillStyle = desk(this._map).palette.sea;
        pen.fillRect(x, y, wide, high);
        graticule(pen, view, size, world, origin, desk(this._map).palette);
        draw([{ sheet: region, turn }]);
        pen.restore();
      }
    },
  });

  /** Trace shapes, leaving out what is out of sight or closer than most of a pixel. */
  function trace(pen, shapes, at, closed) {
    pen.beginPath();
    for (const { flat, box } of shapes) {
      if (box[2] * at.world - at.x < -20 || box[0] * at.world - at.x > at.size.x + 20) continue;
      if (box[3] * at.world - at.y < -20 || box[1] * at.world - at.y > at.size.y + 20) continue;
      let lastX = flat[0] * at.world - at.x;
      let lastY = flat[1] * at.world - at.y;
      pen.moveTo(lastX, lastY);
      for (let i = 2; i < flat.length; i += 2) {
        const x = flat[i] * at.world - at.x;
        const y = flat[i + 1] * at.world - at.y;
        if (i < flat.length - 2 && Math.abs(x - lastX) + Math.abs(y - lastY) < 0.8) continue;
        pen.lineTo(x, y);
        lastX = x;
        lastY = y;
      }
      if (closed) pen.closePath();
    }
  }

  function stroke(pen, shapes, at, colour, width, dash = [], alpha = 1) {
    if (!shapes.length) return;
    trace(pen, shapes, at, false);
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.globalAlpha = alpha;
    pen.setLineDash(dash);
    pen.stroke();
    pen.setLineDash([]);
    pen.globalAlpha = 1;
  }

  function drawSheet(pen, sheet, at, palette) {
    trace(pen, sheet.land.flat(), at, true);
    pen.fillStyle = palette.land;
    pen.fill("evenodd");
    trace(pen, sheet.lakes.flat(), at, true);
    pen.fillStyle = palette.sea;
    pen.fill("evenodd");
    const rivers = sheet.rivers.filter(({ rank }) => rank <= at.zoom - 0.5);
    stroke(pen, rivers, at, palette.river, at.zoom < 5 ? 0.7 : 1.1);
    stroke(pen, sheet.shores, at, palette.coast, 0.9);
    stroke(pen, sheet.coast, at, palette.coast, at.zoom < 3 ? 0.7 : 1);
    if (at.zoom >= 7.5) stroke(pen, sheet.county, at, palette.border, 0.7, [], 0.3);
    if (at.zoom >= 3.75) stroke(pen, sheet.state, at, palette.border, 0.9, [3, 3], 0.6);
    stroke(pen, sheet.country, at, palette.border, at.zoom < 4 ? 3 : 5, [], 0.13);
    stroke(pen, sheet.country, at, palette.border, at.zoom < 4 ? 0.8 : 1.2, at.zoom < 4 ? [] : [9, 3, 2, 3]);
    stroke(pen, sheet.disputed, at, palette.border, at.zoom < 4 ? 3 : 5, [], 0.08);
    stroke(pen, sheet.disputed, at, palette.border, at.zoom < 4 ? 0.9 : 1.2, [3, 4]);
  }

  function graticule(pen, view, size, world, origin, palette) {
    const step = view.zoom < 2 ? 30 : view.zoom < 3.5 ? 15 : view.zoom < 5 ? 10 : view.zoom < 6.5 ? 5 : view.zoom < 8 ? 2 : 1;
    pen.beginPath();
    for (let lon = Math.ceil(view.west / step) * step; lon < view.east; lon += step) {
      const x = Math.round(flatX(lon) * world - origin.x) + 0.5;
      pen.moveTo(x, 0);
      pen.lineTo(x, size.y);
    }
    for (let lat = Math.ceil(Math.max(-84, view.south) / step) * step; lat < view.north; lat += step) {
      const y = Math.round(flatY(lat) * world - origin.y) + 0.5;
      pen.moveTo(0, y);
      pen.lineTo(size.x, y);
    }
    pen.strokeStyle = palette.coast;
    pen.globalAlpha = 0.3;
    pen.lineWidth = 1;
    pen.stroke();
    pen.globalAlpha = 1;
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
      map.on("dragstart", () => (this.strayed = true));
      // Styles that arrive late change the room that labels take.
      document.addEventListener("load", (event) => event.target.tagName === "LINK" && this.soon(), true);
      window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.paint());
      map.setMinZoom(0.5).setMaxZoom(DEEPEST_ZOOM);
      // The wheel scrolls the page until the reader has taken the map in hand.
      map.scrollWheelZoom.disable();
      map.on("focus mousedown", () => map.scrollWheelZoom.enable());
      map.on("blur", () => map.scrollWheelZoom.disable());
      // One finger scrolls the page, two move the map.
      if (window.matchMedia("(pointer: coarse)").matches) map.dragging.disable();
      this.paint();
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
      const map = this.map;
      const target = bounds ? map._getBoundsCenterZoom(bounds, options) : { center: options.center, zoom };
      this.strayed = false;
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
      });
      map.flyTo(target.center, target.zoom, { duration: 0.3 });
    }
  }

  // --- room ----------------------------------------------------------------------------------

  /** What of the frame is taken, as boxes [left, top, right, bottom]; and the route's points. */
  class Room {
    constructor(size, taken) {
      this.size = size;
      this.taken = taken;
      this.points = [];
    }

    inside([left, top, right, bottom], margin = 6) {
      return left >= margin && top >= margin && right <= this.size.x - margin && bottom <= this.size.y - margin;
    }

    /** How much of the box is taken, in square pixels. */
    overlap([left, top, right, bottom]) {
      let sum = 0;
      for (const box of this.taken) {
        const wide = Math.min(right, box[2]) - Math.max(left, box[0]);
        const high = Math.min(bottom, box[3]) - Math.max(top, box[1]);
        if (wide > 0 && high > 0) sum += wide * high;
      }
      return sum;
    }

    /** How many points of the route the box would cover. */
    crossed([left, top, right, bottom]) {
      let count = 0;
      for (const [x, y] of this.points) {
        if (x > left && x < right && y > top && y < bottom) count++;
      }
      return count;
    }

    free(box) {
      return this.inside(box) && !this.overlap(box);
    }

    take(box) {
      this.taken.push(box);
    }
  }

  const ruler = document.createElement("canvas").getContext("2d");

  function widthOf(text, font, spacing = 0) {
    ruler.font = font;
    return ruler.measureText(text).width + spacing * text.length;
  }

  function svgText(parent, text, x, y, style) {
    const node = document.createElementNS(SVG, "text");
    node.textContent = text;
    node.setAttribute("x", x);
    node.setAttribute("y", y);
    for (const [name, value] of Object.entries(style)) {
      if (value) node.setAttribute(name, value);
    }
    parent.appendChild(node);
    return node;
  }

  // --- the ground's names ------------------------------------------------------------------

  class Lettering {
    constructor(desk_, room, corner) {
      this.desk = desk_;
      this.map = desk_.map;
      this.room = room;
      this.corner = corner;
      this.zoom = this.map.getZoom();
      this.world = this.map.options.crs.scale(this.zoom);
      const origin = this.map.getPixelOrigin().add(corner);
      this.origin = origin;
      this.view = {
        zoom: this.zoom,
        west: (origin.x / this.world) * 360 - 180,
        east: ((origin.x + room.size.x) / this.world) * 360 - 180,
        north: Math.min(89, this.map.unproject(origin, this.zoom).lat),
        south: Math.max(-89, this.map.unproject(origin.add(room.size), this.zoom).lat),
      };
      this.turns = [];
      for (let turn = Math.floor(this.view.west / 360 + 0.5); turn <= Math.floor(this.view.east / 360 + 0.5); turn++) this.turns.push(turn);
      this.drawn = desk_.svg;
    }

    letter() {
      const { countries, states, waters, cities } = this.desk.ground.source.labels(this.view);
      const areas = [
        ...countries.map(({ row, anchors }) => ({ name: row[0], rank: row[1], anchors, kind: "country" })),
        ...states.map(({ row, anchors }) => ({ name: row[0], rank: row[1], anchors, kind: "state" })),
        ...waters.map(({ row, anchors }) => ({ name: row[0], second: row[1], rank: row[3], anchors, kind: row[2] })),
      ].filter(({ rank }) => rank <= this.zoom + 0.2).sort((a, b) => a.rank - b.rank);
      const shown = this.desk.scene ? this.desk.scene.named() : new Set();
      areas.filter(({ name }) => !shown.has(name.toLowerCase())).forEach((area) => this.area(area));
      this.cities(cities);
    }

    at(longitude, latitude, turn) {
      return [(flatX(longitude) + turn) * this.world - this.origin.x, flatY(latitude) * this.world - this.origin.y];
    }

    /** The lines of a name, its type and its size at this zoom. */
    type({ name, second, rank, kind }) {
      const grown = this.zoom - rank - (this.room.size.x < 480 ? 2 : 0);
      if (kind === "country") {
        const size = Math.max(10.5, Math.min(15, 11 + grown * 0.7));
        return { lines: inTwo(name.toUpperCase()), size, spacing: size * 0.2, font: `600 ${size}px ${SANS}`, cls: "dl-country" };
      }
      if (kind === "state") {
        return { lines: inTwo(name.toUpperCase()), size: 10, spacing: 1.4, font: `400 10px ${SANS}`, cls: "dl-state" };
      }
      const size = kind === "lake" ? 11.5 : Math.max(12, Math.min(17, 12.5 + grown * 0.8));
      const lines = name.length > 16 ? inTwo(name) : [name];
      return { lines: second ? [...lines, second] : lines, size, spacing: size * 0.06, font: `italic 400 ${size}px ${SERIF}`, cls: "dl-water", second: Boolean(second) };
    }

    /** Where a country's, sea's or lake's name may stand; the first free place takes it. */
    area(area) {
      const type = this.type(area);
      const width = Math.max(...type.lines.map((line) => widthOf(line, type.font, type.spacing)));
      const perDegree = this.world / 360;
      const key = `${area.kind}:${area.name}`;
      const kept = this.desk.kept.get(key);
      const middle = this.room.size.divideBy(2);
      const spots = [];
      area.anchors.forEach(([longitude, latitude, angle, room], i) => {
        for (const turn of this.turns) {
          const [x, y] = this.at(longitude, latitude, turn);
          if (x < 0 || y < 0 || x > this.room.size.x || y > this.room.size.y) continue;
          const fill = Math.min((room * perDegree) / width, 1.3);
          if (fill < (area.kind === "country" ? 0.5 : 0.7)) continue;
          const away = Math.hypot(x - middle.x, y - middle.y) / (middle.x + middle.y);
          const same = kept && kept[0] === longitude && kept[1] === latitude && kept[2] === turn;
          spots.push({ x, y, angle, score: fill + (i === 0 ? 0.5 : 0) + (same ? 0.6 : 0) - 0.5 * away, id: [longitude, latitude, turn] });
        }
      });
      spots.sort((a, b) => b.score - a.score);
      for (const spot of spots.slice(0, 10)) {
        const boxes = alongLine(spot, width, type.size * 1.25 * type.lines.length);
        if (!boxes.every((box) => this.room.free(box) && this.room.crossed(box) === 0)) continue;
        boxes.forEach((box) => this.room.take(box));
        this.desk.kept.set(key, spot.id);
        this.write(spot, type);
        return;
      }
    }

    write({ x, y, angle }, { lines, size, spacing, cls, second }) {
      const px = x + this.corner.x, py = y + this.corner.y;
      const step = size * 1.2;
      lines.forEach((line, i) => {
        const small = second && i === lines.length - 1 ? 0.86 : 1;
        const dy = (i - (lines.length - 1) / 2) * step + size * 0.34;
        svgText(this.drawn, line, px + spacing / 2, py + dy, {
          class: cls,
          "font-size": size * small,
          "letter-spacing": spacing,
          transform: angle && `rotate(${-angle} ${px} ${py})`,
        });
      });
    }

    cities(cities) {
      const font = `400 12px ${SANS}`;
      const scene = this.desk.scene;
      const known = scene ? scene.known() : new Set();
      const most = Math.max(6, Math.round((this.room.size.x * this.room.size.y) / 22000));
      let count = 0;
      for (const [name, longitude, latitude, rank, capital] of cities) {
        if (count >= most) break;
        if (rank > this.zoom - 0.2 || known.has(name.toLowerCase())) continue;
        for (const turn of this.turns) {
          const [x, y] = this.at(longitude, latitude, turn);
          const dot = [x - 4, y - 4, x + 4, y + 4];
          if (!this.room.free(dot)) continue;
          const width = widthOf(name, font);
          const side = [
            { box: [x + 6, y - 8, x + 8 + width, y + 8], anchor: "start", dx: 7, dy: 4 },
            { box: [x - 8 - width, y - 8, x - 6, y + 8], anchor: "end", dx: -7, dy: 4 },
            { box: [x - width / 2, y - 21, x + width / 2, y - 5], anchor: "middle", dx: 0, dy: -8 },
            { box: [x - width / 2, y + 5, x + width / 2, y + 21], anchor: "middle", dx: 0, dy: 17 },
          ].find(({ box }) => this.room.free(box) && this.room.crossed(box) === 0);
          if (!side) continue;
          this.room.take(dot);
          this.room.take(side.box);
          count++;
          const px = x + this.corner.x, py = y + this.corner.y;
          const circle = document.createElementNS(SVG, "circle");
          circle.setAttribute("class", capital ? "dl-city dl-capital" : "dl-city");
          circle.setAttribute("cx", px);
          circle.setAttribute("cy", py);
          circle.setAttribute("r", capital ? 2.8 : 2.3);
          this.drawn.appendChild(circle);
          svgText(this.drawn, name, px + side.dx, py + side.dy, { class: "dl-town", "text-anchor": side.anchor });
        }
      }
    }
  }

  /** A long name in two lines of like length; a short one in one. */
  function inTwo(name) {
    if (name.length < 15 || !name.includes(" ")) return [name];
    const spaces = [...name].flatMap((letter, i) => (letter === " " ? [i] : []));
    const best = spaces.reduce((a, b) => (Math.abs(b - name.length / 2) < Math.abs(a - name.length / 2) ? b : a));
    return [name.slice(0, best), name.slice(best + 1)];
  }

  /** Boxes that cover a name along its turned line. */
  function alongLine({ x, y, angle }, width, height) {
    if (!angle) return [[x - width / 2, y - height / 2, x + width / 2, y + height / 2]];
    const turn = (-angle * Math.PI) / 180;
    const count = Math.max(2, Math.ceil(width / (height * 1.2)));
    const half = height / 2 + 2;
    return Array.from({ length: count }, (_, i) => {
      const along = ((i + 0.5) / count - 0.5) * width;
      const cx = x + Math.cos(turn) * along, cy = y + Math.sin(turn) * along;
      return [cx - half, cy - half, cx + half, cy + half];
    });
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

  class Scene {
    /**
     * data: { stops: [[name, local name, latitude, longitude]], places: [[name, local name,
     * latitude, longitude, zoom, marked]], legs: [[mode, packed line]], selected, theme, credit, label }
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
      if (this.desk.scene === this) this.desk.scene = null;
      this.group.clearLayers();
    }

    draw() {
      this.group.clearLayers();
      this.marks = [];
      this.drawRoute();
      this.drawMarks();
      this.look();
      this.refocus();
      this.desk.soon();
    }

    /** Go to another stop or place, or with null to the whole story. */
    select(index) {
      this.data.selected = index;
      this.draw();
    }

    /** Scale bar and credit: once per map. */
    furnish(map) {
      if (!this.desk.credit) {
        L.control.scale({ imperial: false, position: "bottomright", maxWidth: 120 }).addTo(map);
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
      stops.forEach(([name, local, latitude, longitude], i) => {
        const key = `${latitude},${((longitude % 360) + 360) % 360}`;
        if (!shared.has(key)) shared.set(key, { name, local, latitude, longitude, numbers: [] });
        shared.get(key).numbers.push(i);
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
      const cls = ["dl-stop", this.dense, chosen && "dl-chosen", stop.place && "dl-place", stop.place && !stops.length && "dl-main"];
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
      const number = stop.place ? "" : `Stop ${stop.numbers.map((i) => i + 1).join(" and ")}: `;
      node.setAttribute("aria-label", `${number}${stop.name}${local}`);
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
        maxZoom: 10,
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
      this.desk.go(null, Math.max(whole, Math.min(snapped, 10)), { center: here, still });
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

  // --- the two doors ---------------------------------------------------------------------------

  window.dateline = {
    ground(options) {
      const ground = new Ground(options);
      const add = ground.onAdd.bind(ground);
      ground.onAdd = (map) => {
        desk(map).palettes = options.palettes;
        desk(map).theme = options.theme || desk(map).theme;
        desk(map).paint();
        add(map);
      };
      return ground;
    },
    scene(group, text) {
      return new Scene(group, JSON.parse(text));
    },
  };
})();

/* The ground of the map, on a canvas: land, water and borders; and where their shapes come from.
 *
 * dateline.ground(options) is a Leaflet layer. options: { url, version, language } of data/basemap, or
 * { inline } with what an exported page carries; { palettes } and perhaps { theme }.
 *
 * Shapes come packed as geo/polyline.py writes them, and are kept as Mercator positions in which
 * the world is one unit wide, x eastward and y southward.
 */
window.dateline = {};

(() => {
  "use strict";

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUES = Object.fromEntries([...DIGITS].map((digit, value) => [digit, value]));
  const SHEET_DEGREES = 10;
  const MIDDLE_ZOOM = 2.75; // from here the shapes at 1:50 million are drawn
  const NEAR_ZOOM = 5.75; // and from here those at 1:10 million

  /** The desk of a map: story.js brings it. */
  const desk = (map) => dateline.desk(map);

  // --- shapes ------------------------------------------------------------------------------

  const flatX = (longitude) => longitude / 360 + 0.5;
  const flatY = (latitude) => {
    const sine = Math.sin((Math.max(-85.06, Math.min(85.06, latitude)) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  };

  const unflatY = (y) => (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;

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
    constructor({ url, version, inline, language = "en" }) {
      this.url = url;
      this.version = version;
      this.held = new Map();
      this.asked = new Set();
      this.names = { countries: [], states: [], waters: [], cities: [], sheets: [] };
      this.called = {}; // what the page's language calls the names, by their kind
      this.onload = () => {};
      if (inline) {
        this.inline = inline;
        this.held.set("world-110m", opened(inline.world));
        this.region = inline.region && { ...opened(inline.region), box: inline.region.box };
        this.names = inline.names;
      } else {
        this.ask("names", (names) => (this.names = names));
        if (language !== "en") this.ask(`names-${language}`, (called) => (this.called = called));
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

    /** A row with its name, and the second one of a sea, in the language of the page. */
    said(kind, row) {
      const called = this.called[kind];
      if (!called) return row;
      const [name, second] = row;
      const said = (kind === "cities" && called[`${name}|${Math.floor(second)}`]) || called[name] || name;
      return kind === "waters" ? [said, called[second] || second, ...row.slice(2)] : [said, ...row.slice(1)];
    }

    /** Names and anchors of a view: those of the world, and those of the near sheets that are here. */
    labels(view) {
      const near = view.zoom >= NEAR_ZOOM - 0.5 && !this.inline ? this.wanted(view) || [] : [];
      const here = near.filter(({ name }) => this.held.has(name)).map(({ name }) => this.held.get(name).names);
      const rows = (kind, at) =>
        (this.names[kind] || []).map((row, number) => ({
          row: this.said(kind, row),
          anchors: here.reduce((all, names) => {
            const found = (names[kind] || []).find(([i]) => i === number);
            return found ? all.concat(found[1]) : all;
          }, row[at]),
        }));
      return {
        countries: rows("countries", 2),
        states: rows("states", 2),
        waters: rows("waters", 4),
        cities: here
          .reduce((all, names) => all.concat(names.cities || []), this.names.cities)
          .map((city) => this.said("cities", city)),
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

  Object.assign(dateline, {
    flatX,
    flatY,
    unflatY,
    unpack,

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
  });
})();

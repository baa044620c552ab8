/* The names on the ground: countries, states, seas, lakes and cities, each where there is room. */
(() => {
  "use strict";

  const { flatX, flatY } = dateline;
  const SANS = '"Source Sans 3", "Source Sans Pro", "Noto Sans", system-ui, "Segoe UI", Roboto, sans-serif';
  const SERIF = '"Source Serif 4", "Source Serif Pro", "Noto Serif", Georgia, "Times New Roman", serif';
  const SVG = "http://www.w3.org/2000/svg";

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
      let width = 0; // measuring takes long: only where the name may come into sight
      const perDegree = this.world / 360;
      const key = `${area.kind}:${area.name}`;
      const kept = this.desk.kept.get(key);
      const middle = this.room.size.divideBy(2);
      const spots = [];
      area.anchors.forEach(([longitude, latitude, angle, room], i) => {
        for (const turn of this.turns) {
          const [x, y] = this.at(longitude, latitude, turn);
          if (x < 0 || y < 0 || x > this.room.size.x || y > this.room.size.y) continue;
          width ||= Math.max(...type.lines.map((line) => widthOf(line, type.font, type.spacing)));
          const fill = Math.min((room * perDegree) / width, 1.3);
          if (fill < (area.kind === "country" && i === 0 ? 0.5 : 0.72)) continue;
          const away = Math.hypot(x - middle.x, y - middle.y) / (middle.x + middle.y);
          const same = kept && kept[0] === longitude && kept[1] === latitude && kept[2] === turn;
          spots.push({ x, y, angle, score: fill + (i === 0 ? 0.5 : 0) + (same ? 0.3 : 0) - 0.5 * away, id: [longitude, latitude, turn] });
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

  Object.assign(dateline, { Room, Lettering });
})();

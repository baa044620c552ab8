/* A round inset that shows where on the globe the map lies, in the corner that the story leaves free. */
(() => {
  "use strict";

  const { unflatY } = dateline;
  const RADIUS = 42;
  const CORNERS = ["bottomleft", "topright", "bottomright", "topleft"];
  const SMALLEST_FRAME = [420, 340];
  const NEAREST_WORLD = 3.5; // below this zoom the map shows the world itself
  // The inset shows so many times what the map shows, from this to that many degrees around it.
  const WIDER = 7, LEAST = 22, MOST = 85;
  const RADIANS = Math.PI / 180;

  /** The globe turned so that a point faces the eye: east, north and toward the eye, in its radii. */
  function turned([longitude, latitude], middle) {
    const across = (longitude - middle.lng) * RADIANS;
    const risen = latitude * RADIANS, level = middle.lat * RADIANS;
    return [
      Math.cos(risen) * Math.sin(across),
      Math.cos(level) * Math.sin(risen) - Math.sin(level) * Math.cos(risen) * Math.cos(across),
      Math.sin(level) * Math.sin(risen) + Math.cos(level) * Math.cos(risen) * Math.cos(across),
    ];
  }

  /** The same seen from afar: what lies beyond the edge lies on it. */
  function seen(position, middle) {
    const [east, north, toward] = turned(position, middle);
    const length = Math.hypot(east, north);
    return toward < 0 && length ? [east / length, north / length] : [east, north];
  }

  class Locator {
    constructor(map) {
      this.map = map;
      const canvas = (this.canvas = document.createElement("canvas"));
      canvas.className = "dl-locator";
      canvas.setAttribute("aria-hidden", "true");
      canvas.width = canvas.height = 4 * RADIUS;
      const Inset = L.Control.extend({ onAdd: () => canvas });
      this.inset = new Inset({ position: CORNERS[0] }).addTo(map);
      canvas.hidden = true;
    }

    /** Draw it for the map as it stands, where none of the points `[x, y]` of the frame lies. */
    show(ground, palette, points) {
      const size = this.map.getSize();
      const world = ground && ground.source.held.get("world-110m");
      const fits = size.x >= SMALLEST_FRAME[0] && size.y >= SMALLEST_FRAME[1];
      this.canvas.hidden = !(world && fits && this.map.getZoom() >= NEAREST_WORLD && this.place(points));
      if (!this.canvas.hidden) this.draw(world, palette);
    }

    /** Stay in this corner, or go to one that is free; whether there is any. */
    place(points) {
      this.canvas.hidden = false;
      const here = this.inset.getPosition();
      const corner = [here, ...CORNERS].find((corner) => {
        this.inset.setPosition(corner);
        const frame = this.map.getContainer().getBoundingClientRect();
        const { left, top, right, bottom } = this.canvas.getBoundingClientRect();
        const near = 16;
        return !points.some(([x, y]) =>
          x > left - frame.left - near && x < right - frame.left + near &&
          y > top - frame.top - near && y < bottom - frame.top + near);
      });
      return Boolean(corner);
    }

    draw(world, palette) {
      const middle = this.map.getCenter();
      const size = this.map.getSize();
      const edge = [];
      for (let i = 0; i < 40; i++) {
        const share = (i % 10) / 10;
        const side = [[share, 0], [1, share], [1 - share, 1], [0, 1 - share]][Math.floor(i / 10)];
        const { lng, lat } = this.map.containerPointToLatLng([side[0] * size.x, side[1] * size.y]);
        edge.push([lng, lat]);
      }
      const away = Math.max(...edge.map((place) => Math.acos(Math.min(1, turned(place, middle)[2])))) / RADIANS;
      const scale = RADIUS / Math.sin(Math.min(MOST, Math.max(LEAST, away * WIDER)) * RADIANS);
      const pen = this.canvas.getContext("2d");
      pen.setTransform(2, 0, 0, 2, 2 * RADIUS, 2 * RADIUS);
      pen.clearRect(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS);
      const trace = (places) => {
        places.forEach((place, i) => {
          const [x, y] = seen(place, middle);
          pen[i ? "lineTo" : "moveTo"](scale * x, -scale * y);
        });
        pen.closePath();
      };
      const disc = () => {
        pen.beginPath();
        pen.arc(0, 0, RADIUS - 1, 0, 2 * Math.PI);
      };
      pen.save();
      disc();
      pen.fillStyle = palette.sea;
      pen.fill();
      pen.clip();
      pen.beginPath();
      for (const rings of world.land) {
        for (const { flat } of rings) {
          const places = [];
          for (let i = 0; i < flat.length; i += 2) places.push([(flat[i] - 0.5) * 360, unflatY(flat[i + 1])]);
          trace(places);
        }
      }
      pen.fillStyle = palette.land;
      pen.strokeStyle = palette.coast;
      pen.lineWidth = 0.6;
      pen.fill("evenodd");
      pen.stroke();
      pen.beginPath();
      trace(edge);
      const [left, right] = [0, 10].map((i) => scale * seen(edge[i], middle)[0]);
      pen.fillStyle = pen.strokeStyle = palette.route;
      if (right - left < 7) {
        pen.beginPath();
        pen.arc(0, 0, 3, 0, 2 * Math.PI);
        pen.fill();
      } else {
        pen.globalAlpha = 0.16;
        pen.fill();
        pen.globalAlpha = 1;
        pen.lineWidth = 1.3;
        pen.stroke();
      }
      pen.restore();
      disc();
      pen.strokeStyle = palette.border;
      pen.lineWidth = 1;
      pen.stroke();
    }
  }

  Object.assign(dateline, { Locator });
})();

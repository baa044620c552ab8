/* What carries the traveller: it runs along the line to the stop that is told, and waits there.
 *
 * It stays still for readers who want no motion, and for those who have stopped it.
 */
(() => {
  "use strict";

  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const PIXELS_A_SECOND = 190;
  const BESIDE = 33; // pixels from the middle of a stop to the vehicle that waits there
  const STOPPED = "dateline-stopped";

  // Drawn in a square of 24, heading east.
  const SHAPES = {
    rail: "M3 6h13q4.5 1 5.500 9v2H3zM5 8.500v3h3v-3zm4.500 0v3h3v-3zm4.500 0v3h3.700l-1.400-3zM4 18.500h16.500V20H4z",
    road: "M2 6h12v10H2zM15 9h4l3 3.500V16h-7zM6 15.500a2.200 2.200 0 1 0 .01 0M18 15.500a2.200 2.200 0 1 0 .01 0",
    sea: "M2 13.500h20L19.500 19H5zM7 9h8.500v3.500H7zM9 5h3v3H9z",
    air: "M22 12q-1-1.700-3-1.700h-4.500L9 3H7l2.500 7.300H5.500L3.500 8H2l1 4-1 4h1.500l2-2.300h4L7 21h2l5.500-7.300H19q2 0 3-1.700z",
    foot: "M12.500 2.500a2 2 0 1 0 .01 0M10.500 7.500l3 .5 1.500 3 3 1-.5 1.500-3.800-1.200-.9-1.600-.6 3 2.400 2.600.9 5.200h-2l-.9-4.300-2.400-2.200-1 3.500-3 3.500-1.400-1.300 2.500-3.200z",
    unknown: "M12 7a5 5 0 1 0 .01 0",
  };

  /** A path's length up to each of its points. */
  function measured(path) {
    let sum = 0;
    return path.map((point, i) => (sum += i ? point.distanceTo(path[i - 1]) : 0));
  }

  class Vehicle {
    constructor(map) {
      this.map = map;
      this.leg = null;
      this.stopped = remembered();
      const pane = map.createPane("dl-vehicle");
      pane.style.zIndex = 595; // above the names, below the stops
      this.node = document.createElement("div");
      this.node.className = "dl-vehicle";
      this.node.setAttribute("aria-hidden", "true");
      this.node.hidden = true;
      pane.append(this.node);
      this.addSwitch();
      map.on("zoomstart", () => this.halt());
      calm.addEventListener("change", () => this.halt());
    }

    /** A button that stops it, and lets it run again. */
    addSwitch() {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "dl-switch";
      button.setAttribute("aria-pressed", !this.stopped);
      button.addEventListener("click", () => {
        this.stopped = !this.stopped;
        button.setAttribute("aria-pressed", !this.stopped);
        remember(this.stopped);
        this.halt();
      });
      const Bar = L.Control.extend({
        onAdd: () => {
          const bar = L.DomUtil.create("div", "leaflet-bar dl-switch-bar");
          L.DomEvent.disableClickPropagation(bar);
          bar.append(button);
          return bar;
        },
      });
      this.switch = button;
      this.bar = new Bar({ position: "topleft" }).addTo(this.map).getContainer();
      this.bar.hidden = true;
    }

    /** Take the leg `{ mode, points, beginning }` that the traveller is on, or none. */
    board(leg, words) {
      this.halt();
      this.leg = leg;
      this.node.hidden = true; // until the map has come to rest
      this.bar.hidden = !leg || calm.matches;
      if (!leg) return;
      this.switch.title = words;
      this.switch.setAttribute("aria-label", words);
      this.node.innerHTML = this.switch.innerHTML =
        `<svg viewBox="0 0 24 24"><path fill-rule="evenodd" d="${SHAPES[leg.mode] || SHAPES.unknown}"/></svg>`;
    }

    /** The leg's line in the frame's layer, and its length up to each point. */
    path() {
      const path = this.leg.points.map((point) => this.map.latLngToLayerPoint(point));
      return { path, along: measured(path) };
    }

    /** Stand where it waits, unless it runs; the room that it takes there in the frame, or null. */
    park(corner) {
      if (!this.leg) return null;
      const { path, along } = this.path();
      const stand = this.stand(path, along);
      if (stand === null) {
        this.node.hidden = true;
        return null;
      }
      if (!this.running) this.put(path, along, stand);
      const { x, y } = this.at(path, along, stand).subtract(corner);
      return [x - 14, y - 14, x + 14, y + 14];
    }

    /** How far along the line it waits, clear of the stop; null where the line is too short. */
    stand(path, along) {
      const length = along[along.length - 1];
      const [stop, far, step] = this.leg.beginning ? [0, length, 2] : [length, 0, -2];
      const middle = this.at(path, along, stop);
      for (let there = stop; step > 0 ? there < far : there > far; there += step) {
        if (this.at(path, along, there).distanceTo(middle) >= BESIDE) return there;
        if (Math.abs(there - stop) > 6 * BESIDE) return null;
      }
      return null;
    }

    /** Run to the stop along what is in sight of the line. */
    travel() {
      this.halt();
      if (!this.leg || this.leg.beginning || this.stopped || calm.matches) return;
      const { path, along } = this.path();
      const end = this.stand(path, along);
      if (end === null) return;
      const start = this.entry(path, along, end);
      if (end - start < 20) return;
      const seconds = Math.min(2.6, Math.max(0.7, (end - start) / PIXELS_A_SECOND));
      const began = performance.now();
      const run = (now) => {
        const share = Math.min(1, Math.max(0, (now - began) / 1000 / seconds));
        const eased = share < 0.5 ? 2 * share * share : 1 - 2 * (1 - share) * (1 - share);
        this.put(path, along, start + (end - start) * eased);
        if (share < 1) this.running = requestAnimationFrame(run);
        else this.halt();
      };
      this.running = requestAnimationFrame(run);
    }

    /** How far along the line its last stretch in the frame begins. */
    entry(path, along, end) {
      const frame = L.bounds([-20, -20], this.map.getSize().add([20, 20]));
      const corner = this.map.containerPointToLayerPoint([0, 0]);
      let from = end;
      while (from > 0 && frame.contains(this.at(path, along, from).subtract(corner))) from -= 6;
      return Math.max(0, from);
    }

    /** Stop at once, at the end of the way. */
    halt() {
      cancelAnimationFrame(this.running);
      this.running = 0;
      if (this.leg) this.park(L.point(0, 0));
    }

    at(path, along, length) {
      let i = along.findIndex((reached) => reached >= length);
      if (i < 1) i = i < 0 ? path.length - 1 : 1;
      const share = (length - along[i - 1]) / (along[i] - along[i - 1] || 1);
      return path[i - 1].add(path[i].subtract(path[i - 1]).multiplyBy(share));
    }

    /** Put it so far along the path, facing the way it goes. */
    put(path, along, length) {
      const here = this.at(path, along, length);
      const [behind, ahead] = [-8, 8].map((by) =>
        this.at(path, along, Math.max(0, Math.min(along[along.length - 1], length + by))));
      const { x, y } = ahead.subtract(behind);
      this.node.hidden = false;
      L.DomUtil.setPosition(this.node, here);
      const turned = this.leg.mode === "air" ? `rotate(${Math.atan2(y, x)}rad)` : x < 0 ? "scaleX(-1)" : "";
      this.node.firstChild.style.transform = turned;
    }
  }

  function remembered() {
    try {
      return localStorage.getItem(STOPPED) === "yes";
    } catch {
      return false; // some frames may keep nothing
    }
  }

  function remember(stopped) {
    try {
      localStorage.setItem(STOPPED, stopped ? "yes" : "no");
    } catch {
      // As above: it holds for this page.
    }
  }

  Object.assign(dateline, { Vehicle });
})();

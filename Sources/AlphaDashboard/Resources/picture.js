// What every picture shares: the cursor, colours, round ticks, and a canvas that follows its page.

const cursor = { time: null, listeners: [] };

/** Moves the crosshair of every picture to a moment (milliseconds), or hides it. */
export function moveCursor(time) {
  cursor.time = time;
  for (const listener of cursor.listeners) listener();
}

function palette() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue("--" + name).trim();
  const levels = (letter) => [1, 2, 3, 4, 5, 6].map((level) => rgb(colour(letter + level)));
  return {
    ink: colour("ink"), soft: colour("soft"), grid: colour("grid"), base: colour("base"), page: colour("page"),
    net: colour("s0"), gross: colour("s5"), fall: colour("s1"),
    scale: [...levels("n").reverse(), rgb(colour("h0")), ...levels("p")],
  };
}

function rgb(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** The last position whose time is not after the given one, at least 0. */
export function place(times, time) {
  let low = 0, high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle] <= time) low = middle; else high = middle - 1;
  }
  return low;
}

/** A step of 1, 2, 2.5 or 5 times a power of ten, not below the given one. */
export function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 2.5, 5, 10].find((factor) => rough <= factor * power * 1.000001) * power;
}

export function number(value, digits) {
  if (value === null || value === undefined) return "–";
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace("-", "−");
}

export function significant(value) {
  if (value === null || value === undefined) return "–";
  return Number(value.toPrecision(3)).toString().replace("-", "−");
}

const DAY = 86400000;

/** Round moments between two times: years, months or days, at most about `count`. */
export function timeTicks(from, to, count) {
  const rough = (to - from) / count;
  const ticks = [];
  if (rough > 12 * DAY) {
    const months = [1, 3, 6, 12, 24, 60, 120, 240].find((step) => step * 30.4 * DAY >= rough) || 600;
    const first = new Date(from);
    let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months;
    for (;; month += months) {
      const time = Date.UTC(Math.floor(month / 12), month % 12, 1);
      if (time > to) break;
      if (time < from) continue;
      const date = new Date(time);
      const name = date.toLocaleDateString("en-GB", { month: "short", timeZone: "UTC" });
      ticks.push([time, months >= 12 ? String(date.getUTCFullYear()) : `${name} ${date.getUTCFullYear()}`]);
    }
    return ticks;
  }
  const steps = [60e3, 300e3, 900e3, 3600e3, 4 * 3600e3, 12 * 3600e3, DAY, 2 * DAY, 7 * DAY, 14 * DAY];
  const step = steps.find((one) => one >= rough) || 14 * DAY;
  for (let time = Math.ceil(from / step) * step; time <= to; time += step) {
    const text = new Date(time).toISOString();
    ticks.push([time, step >= DAY ? text.slice(0, 10) : text.slice(5, 16).replace("T", " ")]);
  }
  return ticks;
}

/** A canvas in CSS pixels, redrawn when its size, the colour scheme or the cursor changes. */
export class Picture {
  constructor(holder) {
    this.canvas = holder.querySelector("canvas");
    this.readout = holder.querySelector(".readout");
    this.context = this.canvas.getContext("2d");
    this.canvas.addEventListener("pointermove", (event) => this.point(event.offsetX, event.offsetY));
    this.canvas.addEventListener("pointerdown", (event) => this.point(event.offsetX, event.offsetY));
    this.canvas.addEventListener("pointerleave", () => moveCursor(null));
    this.canvas.addEventListener("keydown", (event) => this.key(event));
  }

  start() {
    cursor.listeners.push(() => this.paint());
    new ResizeObserver(() => this.resize()).observe(this.canvas.parentElement);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.resize());
    this.resize();
  }

  resize() {
    const width = this.canvas.parentElement.clientWidth;
    if (!width) return;
    const ratio = window.devicePixelRatio || 1;
    this.width = width;
    this.height = this.heightFor(width);
    this.ratio = ratio;
    this.colours = palette();
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(this.height * ratio);
    this.canvas.style.height = this.height + "px";
    this.prepare();
    this.paint();
  }

  prepare() {}

  paint() {
    if (!this.width) return;
    this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    this.context.clearRect(0, 0, this.width, this.height);
    this.context.font = "11.5px system-ui, sans-serif";
    this.draw(this.context);
    const position = cursor.time === null ? null : place(this.times, cursor.time);
    if (position !== null) this.mark(this.context, position);
    this.tell(position);
  }

  key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20 }[event.key];
    const last = this.times.length - 1;
    let position = cursor.time === null ? last : place(this.times, cursor.time);
    if (step) position += step;
    else if (event.key === "Home") position = 0;
    else if (event.key === "End") position = last;
    else if (!this.otherKey(event.key)) return;
    event.preventDefault();
    moveCursor(this.times[Math.min(last, Math.max(0, position))]);
  }

  otherKey() { return false; }

  /** Names and values under the picture, as text. */
  say(parts) {
    this.readout.replaceChildren(...parts.map(([name, value]) => {
      const span = document.createElement("span");
      const strong = document.createElement("b");
      strong.textContent = value;
      span.append(name ? name + " " : "", strong);
      return span;
    }));
  }

  ticksBelow(context, ticks, y) {
    context.fillStyle = this.colours.soft;
    context.textAlign = "center";
    let free = -Infinity;
    for (const [x, label] of ticks) {
      const half = context.measureText(label).width / 2;
      const centre = Math.min(Math.max(x, half), this.width - half);
      if (centre - half < free) continue;
      context.fillText(label, centre, y + 16);
      context.fillRect(Math.round(x), y, 1, 4);
      free = centre + half + 10;
    }
  }
}

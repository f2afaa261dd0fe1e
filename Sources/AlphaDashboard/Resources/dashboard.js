// Draws the equity curve and the signals' heatmap of one run on canvases that answer to pointer and keyboard.
// Numbers come from /api/; texts reach the page as text only.
"use strict";

const runName = document.body.dataset.run;
const cursor = { time: null, listeners: [] };

/** Moves the crosshair of every picture to a moment (milliseconds), or hides it. */
function moveCursor(time) {
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

async function load(part) {
  const response = await fetch(`/api/runs/${encodeURIComponent(runName)}/${part}`);
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  body.times = body.timestamps.map((text) => Date.parse(text));
  return body;
}

/** The last position whose time is not after the given one, at least 0. */
function place(times, time) {
  let low = 0, high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle] <= time) low = middle; else high = middle - 1;
  }
  return low;
}

/** A step of 1, 2, 2.5 or 5 times a power of ten, not below the given one. */
function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 2.5, 5, 10].find((factor) => rough <= factor * power * 1.000001) * power;
}

function number(value, digits) {
  if (value === null || value === undefined) return "–";
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace("-", "−");
}

function significant(value) {
  if (value === null || value === undefined) return "–";
  return Number(value.toPrecision(3)).toString().replace("-", "−");
}

const DAY = 86400000;

/** Round moments between two times: years, months or days, at most about `count`. */
function timeTicks(from, to, count) {
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
class Picture {
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

/** Equity after and before costs, and the drawdown below on the same time axis. */
class EquityPicture extends Picture {
  constructor(holder, data) {
    super(holder);
    this.data = data;
    this.times = data.times;
    this.start();
  }

  heightFor(width) { return width < 560 ? 330 : 400; }

  prepare() {
    const known = (values) => values.filter((value) => value !== null);
    const wealth = known(this.data.equity).concat(known(this.data.gross_equity), [1]);
    const extreme = (values, choose) => values.reduce((best, value) => choose(best, value), values[0]);
    this.left = 50;
    this.right = this.width - 10;
    this.upper = { top: 10, bottom: this.height - 150, low: extreme(wealth, Math.min), high: extreme(wealth, Math.max) };
    this.lower = { top: this.height - 125, bottom: this.height - 26, low: extreme(known(this.data.drawdown).concat([-0.001]), Math.min), high: 0 };
  }

  x(time) {
    const first = this.times[0], last = this.times[this.times.length - 1];
    return this.left + ((time - first) / (last - first)) * (this.right - this.left);
  }

  y(band, value) {
    return band.bottom - ((value - band.low) / (band.high - band.low || 1)) * (band.bottom - band.top);
  }

  draw(context) {
    this.levels(context, this.upper, 6, 1);
    this.levels(context, this.lower, 3, 100);
    context.setLineDash([6, 4]);
    this.line(context, this.upper, this.data.gross_equity, this.colours.gross);
    context.setLineDash([]);
    this.line(context, this.upper, this.data.equity, this.colours.net);
    this.line(context, this.lower, this.data.drawdown, this.colours.fall, true);
    const ticks = timeTicks(this.times[0], this.times[this.times.length - 1], Math.max(2, this.width / 110));
    this.ticksBelow(context, ticks.map(([time, label]) => [this.x(time), label]), this.lower.bottom);
  }

  levels(context, band, count, factor) {
    const step = niceStep((band.high - band.low || 1) / count);
    const digits = Math.max(0, Math.ceil(-Math.log10(step * factor) + 0.3));
    context.textAlign = "right";
    for (let level = Math.ceil(band.low / step); level * step <= band.high + step * 1e-6; level += 1) {
      const y = Math.round(this.y(band, level * step)) + 0.5;
      context.strokeStyle = (factor === 1 && Math.abs(level * step - 1) < 1e-9) || level === 0 ? this.colours.base : this.colours.grid;
      context.beginPath();
      context.moveTo(this.left, y);
      context.lineTo(this.right, y);
      context.stroke();
      context.fillStyle = this.colours.soft;
      context.fillText(number(level * step * factor, digits) + (factor === 100 ? " %" : ""), this.left - 6, y + 4);
    }
  }

  line(context, band, values, colour, filled) {
    context.strokeStyle = colour;
    context.lineWidth = 1.6;
    context.lineJoin = "round";
    context.beginPath();
    let pen = false;
    values.forEach((value, at) => {
      if (value === null) { pen = false; return; }
      const x = this.x(this.times[at]), y = this.y(band, value);
      if (pen) context.lineTo(x, y); else context.moveTo(x, y);
      pen = true;
    });
    context.stroke();
    if (filled) {
      context.lineTo(this.right, band.top);
      context.lineTo(this.left, band.top);
      context.globalAlpha = 0.16;
      context.fillStyle = colour;
      context.fill();
      context.globalAlpha = 1;
    }
    context.lineWidth = 1;
  }

  mark(context, position) {
    const x = Math.round(this.x(this.times[position])) + 0.5;
    context.strokeStyle = this.colours.soft;
    context.beginPath();
    context.moveTo(x, this.upper.top);
    context.lineTo(x, this.lower.bottom);
    context.stroke();
    const dots = [[this.upper, this.data.equity, this.colours.net], [this.lower, this.data.drawdown, this.colours.fall]];
    for (const [band, values, colour] of dots) {
      context.fillStyle = colour;
      context.beginPath();
      context.arc(x, this.y(band, values[position]), 3.5, 0, 7);
      context.fill();
    }
  }

  tell(position) {
    const at = position === null ? this.times.length - 1 : position;
    const percent = (value) => (value === null ? "–" : number(value * 100, 2) + " %");
    this.say([
      ["", this.data.timestamps[at]], ["After costs", number(this.data.equity[at], 4)],
      ["before costs", number(this.data.gross_equity[at], 4)], ["drawdown", percent(this.data.drawdown[at])],
    ]);
  }

  point(x) {
    const share = Math.min(1, Math.max(0, (x - this.left) / (this.right - this.left)));
    moveCursor(this.times[0] + share * (this.times[this.times.length - 1] - this.times[0]));
  }
}

/** Assets by bars; neighbouring bars are averaged where there are more than pixels, the value shown is always one bar's. */
class HeatmapPicture extends Picture {
  constructor(holder, data) {
    super(holder);
    this.data = data;
    this.times = data.times;
    this.row = null;
    const sizes = data.scores.flat().filter((value) => value !== null).map(Math.abs).sort((a, b) => a - b);
    this.limit = sizes[Math.floor((sizes.length - 1) * 0.98)] || sizes[sizes.length - 1] || 1;
    this.start();
  }

  heightFor() {
    const rows = this.data.assets.length;
    this.rowHeight = rows <= 14 ? 24 : rows <= 30 ? 16 : rows <= 60 ? 11 : 8;
    return rows * this.rowHeight + 56;
  }

  prepare() {
    this.context.font = "11.5px system-ui, sans-serif";
    this.labels = this.data.assets.map((name) => (name.length > 13 ? name.slice(0, 12) + "…" : name));
    this.left = Math.min(110, Math.max(...this.labels.map((text) => this.context.measureText(text).width)) + 10);
    this.right = this.width - 10;
    const columns = Math.max(1, Math.min(this.times.length, Math.round((this.right - this.left) * this.ratio)));
    const image = new ImageData(columns, this.data.assets.length);
    this.data.scores.forEach((scores, row) => this.fillRow(image, scores, row, columns));
    this.image = document.createElement("canvas");
    this.image.width = columns;
    this.image.height = this.data.assets.length;
    this.image.getContext("2d").putImageData(image, 0, 0);
  }

  fillRow(image, scores, row, columns) {
    for (let column = 0; column < columns; column += 1) {
      const from = Math.floor((column * scores.length) / columns);
      const to = Math.max(from + 1, Math.floor(((column + 1) * scores.length) / columns));
      let sum = 0, count = 0;
      for (let at = from; at < to; at += 1) if (scores[at] !== null) { sum += scores[at]; count += 1; }
      if (!count) continue;
      const colour = this.colour(sum / count);
      const pixel = 4 * (row * columns + column);
      image.data.set([colour[0], colour[1], colour[2], 255], pixel);
    }
  }

  /** The colour of a value, between those of the scale. */
  colour(value) {
    const scale = this.colours.scale;
    const at = ((Math.max(-1, Math.min(1, value / this.limit)) + 1) / 2) * (scale.length - 1);
    const low = Math.floor(at), high = Math.min(scale.length - 1, low + 1);
    return [0, 1, 2].map((part) => Math.round(scale[low][part] + (scale[high][part] - scale[low][part]) * (at - low)));
  }

  draw(context) {
    const bottom = this.data.assets.length * this.rowHeight;
    context.imageSmoothingEnabled = false;
    context.drawImage(this.image, this.left, 0, this.right - this.left, bottom);
    context.textAlign = "right";
    context.fillStyle = this.colours.soft;
    const every = Math.ceil(12 / this.rowHeight);
    this.labels.forEach((label, row) => {
      if (row % every === 0) context.fillText(label, this.left - 6, (row + 0.5) * this.rowHeight + 4);
    });
    const ticks = timeTicks(this.times[0], this.times[this.times.length - 1], Math.max(2, this.width / 110));
    this.ticksBelow(context, ticks.map(([time, label]) => {
      const at = this.times[place(this.times, time)] === time ? place(this.times, time) : place(this.times, time) + 1;
      return [this.left + ((this.right - this.left) * at) / this.times.length, label];
    }), bottom);
    this.drawKey(context, bottom + 32);
  }

  drawKey(context, y) {
    const cell = 13, scale = this.colours.scale;
    const high = "≥ " + significant(this.limit), low = "≤ " + significant(-this.limit);
    let x = this.right - context.measureText(high).width - 6 - cell * scale.length;
    context.textAlign = "right";
    context.fillStyle = this.colours.soft;
    context.fillText(low, x - 6, y + 10);
    for (const colour of scale) {
      context.fillStyle = `rgb(${colour.join(",")})`;
      context.fillRect(x, y, cell, 12);
      x += cell;
    }
    context.textAlign = "left";
    context.fillStyle = this.colours.soft;
    context.fillText(high, x + 6, y + 10);
  }

  mark(context, position) {
    const across = (this.right - this.left) / this.times.length;
    const bottom = this.data.assets.length * this.rowHeight;
    context.strokeStyle = this.colours.ink;
    context.strokeRect(this.left + across * position - 0.5, 0.5, Math.max(across, 1) + 1, bottom - 1);
    if (this.row !== null) context.strokeRect(this.left + 0.5, this.row * this.rowHeight + 0.5, this.right - this.left - 1, this.rowHeight - 1);
  }

  tell(position) {
    const at = position === null ? this.times.length - 1 : position;
    if (this.row !== null) {
      this.say([["", this.data.timestamps[at]], [this.data.assets[this.row], significant(this.data.scores[this.row][at])]]);
      return;
    }
    const shown = this.data.assets.slice(0, 8).map((name, row) => [name, significant(this.data.scores[row][at])]);
    this.say([["", this.data.timestamps[at]], ...shown]);
  }

  point(x, y) {
    const share = Math.min(0.999999, Math.max(0, (x - this.left) / (this.right - this.left)));
    const row = Math.floor(y / this.rowHeight);
    this.row = row >= 0 && row < this.data.assets.length ? row : null;
    moveCursor(this.times[Math.floor(share * this.times.length)]);
  }

  otherKey(key) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (!step) return false;
    const rows = this.data.assets.length;
    this.row = ((this.row === null ? (step > 0 ? -1 : rows) : this.row) + step + rows) % rows;
    return true;
  }
}

for (const holder of document.querySelectorAll("[data-picture]")) {
  const part = holder.dataset.picture;
  load(part)
    .then((data) => (part === "equity" ? new EquityPicture(holder, data) : new HeatmapPicture(holder, data)))
    .catch((error) => { holder.querySelector(".readout").textContent = String(error.message || error); });
}

import { Picture, moveCursor, place, significant, timeTicks } from "/assets/picture.js";

/** Assets by bars; neighbouring bars are averaged where there are more than pixels, the value shown is always one bar's. */
export class HeatmapPicture extends Picture {
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

import { Picture, moveCursor, niceStep, number, timeTicks } from "/assets/picture.js";

/** Equity after and before costs, and the drawdown below on the same time axis. */
export class EquityPicture extends Picture {
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

// Draws the equity curve and the signals' heatmap of one run on canvases that answer to pointer and keyboard.
// Numbers come from /api/; texts reach the page as text only.
import { EquityPicture } from "/assets/equity.js";
import { HeatmapPicture } from "/assets/heatmap.js";

const runName = document.body.dataset.run;

async function load(part) {
  const response = await fetch(`/api/runs/${encodeURIComponent(runName)}/${part}`);
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  body.times = body.timestamps.map((text) => Date.parse(text));
  return body;
}

for (const holder of document.querySelectorAll("[data-picture]")) {
  const part = holder.dataset.picture;
  load(part)
    .then((data) => (part === "equity" ? new EquityPicture(holder, data) : new HeatmapPicture(holder, data)))
    .catch((error) => { holder.querySelector(".readout").textContent = String(error.message || error); });
}

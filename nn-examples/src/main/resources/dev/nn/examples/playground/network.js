// The network as a drawing: features, hidden units and the output in columns, weights as lines between them.
import { signColour, valueColour } from "./colours.js";
import { FEATURES, element, featureLevels, paintHeat, sharpContext, short, sizesOf, unitName, weightsFrom } from "./drawing.js";

const SVG = "http://www.w3.org/2000/svg";
const SMALL = 20;

/** A column of units and the least room for lines beside it, in pixels. */
const COLUMN = 40, GAP = 20;

export class NetworkDrawing {
  /** @param actions what units do when they are used: feature(key), units(layer, by), choose(layer, unit), hover(layer, unit) */
  constructor(place, actions) {
    this.place = place;
    this.actions = actions;
    this.lines = element("canvas", { className: "lines", "aria-hidden": "true" });
    // What the mouse touches, which is not drawn: a browser paints three hundred paths more slowly than a canvas.
    this.reaches = document.createElementNS(SVG, "svg");
    this.reaches.setAttribute("aria-hidden", "true");
    this.columns = element("div", { className: "columns" });
    this.tip = element("p", { className: "tip" });
    this.usual = "";
    place.append(this.lines, this.reaches, this.columns);
    place.parentElement.after(this.tip);
    new ResizeObserver(() => this.route()).observe(place);
  }

  /** Draws another network. */
  build(features, layers) {
    this.features = features;
    this.layers = layers;
    this.sizes = sizesOf(features, layers);
    this.weights = null;
    // Where there is less room, as on a phone with many layers, its box scrolls.
    this.place.style.minWidth = `${this.sizes.length * (COLUMN + GAP) - GAP}px`;
    const focused = document.activeElement?.dataset?.keep;
    this.columns.replaceChildren(this.featureColumn(), ...layers.map((n, l) => this.hiddenColumn(n, l + 1)), this.outputColumn());
    if (focused) this.columns.querySelector(`[data-keep="${focused}"]`)?.focus();
    this.connect();
    this.route();
  }

  featureColumn() {
    const column = this.column("Inputs", this.room());
    this.featureBoxes = [];
    for (const [key, [name]] of Object.entries(FEATURES)) {
      const canvas = element("canvas"), on = this.features.includes(key);
      canvas.levels = featureLevels(key, SMALL);
      const box = element("input", { type: "checkbox", checked: on, disabled: !this.actions.feature, "aria-label": "Input " + name, "data-keep": key });
      box.addEventListener("change", () => this.actions.feature(key, box.checked));
      const unit = element("label", { className: "unit feature" }, box, canvas, element("span", {}, name));
      this.whileLookedAt(unit, box, () => {
        this.actions.look(key);
        this.say(`Input ${name}: the large picture shows it.`);
      }, () => this.actions.look(null));
      this.featureBoxes.push([key, unit]);
      column.append(unit);
    }
    this.repaintFeatures();
    return column;
  }

  /** As high as the buttons above hidden units, if there are any. */
  room() {
    return this.actions.units ? element("div", { className: "counts" }) : "";
  }

  repaintFeatures() {
    for (const [, unit] of this.featureBoxes) {
      const canvas = unit.querySelector("canvas");
      paintHeat(canvas, canvas.levels, SMALL);
    }
  }

  column(title, counts) {
    return element("div", { className: "column" }, element("h3", {}, title), counts);
  }

  hiddenColumn(units, layer) {
    if (!this.actions.units) return this.withUnits(this.column(`L${layer}`, ""), units, layer);
    const less = element("button", { type: "button", "aria-label": `Layer ${layer}: one unit less`, disabled: units <= 1, "data-keep": "less" + layer }, "−");
    const more = element("button", { type: "button", "aria-label": `Layer ${layer}: one unit more`, disabled: units >= 8, "data-keep": "more" + layer }, "+");
    less.addEventListener("click", () => this.actions.units(layer - 1, -1));
    more.addEventListener("click", () => this.actions.units(layer - 1, 1));
    const column = this.column(`L${layer}: ${units}`, element("div", { className: "counts", "data-control": "units" }, more, less));
    return this.withUnits(column, units, layer);
  }

  withUnits(column, units, layer) {
    for (let unit = 0; unit < units; unit++) column.append(this.unit(layer, unit));
    return column;
  }

  outputColumn() {
    const column = this.column("Out", this.room());
    column.append(this.unit(this.layers.length + 1, 0));
    return column;
  }

  unit(layer, unit) {
    const name = unitName(this.features, this.layers, layer, unit);
    const button = element("button", { type: "button", className: "unit", "aria-label": this.actions.weight ? `Look at ${name}, change its weights` : `Look at ${name}`, "data-keep": `u${layer}.${unit}` },
      element("canvas"), element("span", { className: "bias", "aria-hidden": "true" }));
    button.addEventListener("click", () => this.actions.choose(layer, unit, -1));
    this.whileLookedAt(button, button, () => {
      this.actions.hover(layer, unit);
      this.say(`${name}: bias ${short(this.weight(layer, -1, unit))}. ${this.hint("its weights")}`);
    }, () => this.actions.hover(null));
    return button;
  }

  /** While the mouse is on something, or the keyboard on its control. */
  whileLookedAt(place, control, look, leave) {
    const away = () => {
      if (place.matches(":hover") || control.matches(":focus-visible")) return;
      leave();
      this.say(this.usual);
    };
    place.addEventListener("mouseenter", look);
    place.addEventListener("mouseleave", away);
    control.addEventListener("focus", () => { if (control.matches(":focus-visible")) look(); });
    control.addEventListener("blur", away);
  }

  /** Buttons of the units of a layer, or the boxes of the features that are used. */
  unitsOf(layer) {
    if (layer === 0) return this.features.map((key) => this.featureBoxes.find(([name]) => name === key)[1]);
    return [...this.columns.children[layer].querySelectorAll(".unit")];
  }

  /** One line for each weight. */
  connect() {
    this.reaches.replaceChildren();
    this.links = [];
    for (let l = 0; l + 1 < this.sizes.length; l++) {
      const left = this.unitsOf(l), right = this.unitsOf(l + 1);
      left.forEach((from, i) => right.forEach((to, j) => {
        const reach = document.createElementNS(SVG, "path");
        reach.setAttribute("class", "reach");
        reach.addEventListener("mouseenter", () => this.say(`Weight from ${unitName(this.features, this.layers, l, i)} to ${unitName(this.features, this.layers, l + 1, j)}: ${short(this.weight(l + 1, i, j))}. ${this.hint("it")}`));
        reach.addEventListener("mouseleave", () => this.say(this.usual));
        reach.addEventListener("click", () => this.actions.choose(l + 1, j, i));
        this.reaches.append(reach);
        this.links.push({ from, to, reach, layer: l + 1, i, j });
      }));
    }
  }

  /** Puts the lines where the units are. */
  route() {
    if (!this.links) return;
    const base = this.place.getBoundingClientRect(), boxes = new Map();
    const box = (unit) => {
      if (!boxes.has(unit)) boxes.set(unit, unit.getBoundingClientRect());
      return boxes.get(unit);
    };
    for (const link of this.links) {
      const a = box(link.from), b = box(link.to), x1 = a.right - base.left, x2 = b.left - base.left;
      const y1 = a.top + a.height / 2 - base.top, y2 = b.top + b.height / 2 - base.top, bend = (x2 - x1) / 2;
      link.curve = [x1 + bend, y1, x2 - bend, y2, x2, y2];
      link.start = [x1, y1];
      link.reach.setAttribute("d", `M${link.start}C${link.curve}`);
    }
    this.drawLines();
  }

  /** Weight i of a unit, or its bias for −1. */
  weight(layer, i, j) {
    if (!this.weights) return NaN;
    const at = weightsFrom(this.sizes, layer - 1), outs = this.sizes[layer];
    return this.weights[at + (i < 0 ? this.sizes[layer - 1] * outs + j : i * outs + j)];
  }

  /** Shows a frame of this network. */
  update(frame, shown) {
    this.weights = frame.weights;
    let number = 0;
    for (let l = 1; l < this.sizes.length; l++) {
      this.unitsOf(l).forEach((unit, j) => {
        const hidden = l <= this.layers.length;
        if (hidden) paintHeat(unit.firstChild, frame.units, SMALL, number * SMALL * SMALL);
        else if (frame.shown === number) this.paintOutput(unit.firstChild, frame.picture);
        const dead = hidden && frame.dead[number] === 1;
        if (dead !== unit.classList.contains("dead")) this.markDead(unit, dead);
        unit.classList.toggle("shown", shown === number);
        const bias = valueColour(Math.tanh(this.weight(l, -1, j)));
        if (unit.bias !== bias) unit.children[1].style.background = unit.bias = bias;
        number++;
      });
    }
    this.drawLines();
  }

  /** Weights as lines: the width is the size, the colour the sign. */
  drawLines() {
    if (!this.weights) return;
    const context = sharpContext(this.lines), plus = signColour(true), minus = signColour(false);
    for (const { layer, i, j, start, curve } of this.links) {
      const weight = this.weight(layer, i, j), size = Math.abs(weight);
      if (!(size > 0) || !curve) continue;
      context.strokeStyle = weight > 0 ? plus : minus;
      context.lineWidth = Math.min(6, 0.4 + 1.6 * size);
      context.globalAlpha = Math.min(1, 0.25 + size);
      context.beginPath();
      context.moveTo(...start);
      context.bezierCurveTo(...curve);
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  paintOutput(canvas, picture) {
    const small = new Uint8Array(SMALL * SMALL);
    for (let i = 0; i < small.length; i++) small[i] = picture[(5 * Math.floor(i / SMALL) + 2) * 100 + 5 * (i % SMALL) + 2];
    paintHeat(canvas, small, SMALL);
  }

  markDead(unit, dead) {
    unit.classList.toggle("dead", dead);
    unit.querySelector(".mark")?.remove();
    if (dead) unit.append(element("span", { className: "mark", title: "It gives 0 for every training point" }, "dead"));
  }

  hint(what) {
    return this.actions.weight ? `Click to change ${what}.` : "";
  }

  say(text) {
    this.tip.textContent = text;
  }

  /** The line below the network while nothing is pointed at. */
  usually(text) {
    this.usual = text;
    this.say(text);
  }
}

// Everything that chooses settings: data, training, presets.
import { signColour, valueColour, whenThemeChanges } from "./colours.js";
import { element } from "./drawing.js";

const SETS = {
  circle: "Circle", xor: "XOR", gauss: "Clouds", spiral: "Spiral", animals: "Animals", own: "Your own", plane: "Plane", bumps: "Bumps",
};
const RATES = ["0.00001", "0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10"];
const LAMBDAS = ["0", "0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10"];
const BATCHES = ["1", "2", "5", "10", "15", "20", "30", "50", "100", "all"];
const DROPOUTS = ["0", "0.1", "0.2", "0.3", "0.5"];

/** A small picture of a data set, by its name. */
function thumbnail(canvas, name) {
  canvas.width = canvas.height = 48;
  const context = canvas.getContext("2d");
  const dot = (x, y, value) => {
    context.fillStyle = name === "plane" || name === "bumps" ? valueColour(value) : signColour(value > 0);
    context.fillRect(24 + 3.6 * x - 1.5, 24 - 3.6 * y - 1.5, 3, 3);
  };
  for (let i = 0; i < 60; i++) {
    const turn = i * 2.399963, side = i % 2 ? 1 : -1, way = i / 60;
    if (name === "circle") dot((side > 0 ? 2.2 * way : 4.6) * Math.sin(turn), (side > 0 ? 2.2 * way : 4.6) * Math.cos(turn), side);
    if (name === "gauss") dot(2.6 * side + 2 * way * Math.sin(turn), 2.6 * side + 2 * way * Math.cos(turn), side);
    if (name === "spiral") dot(5 * way * Math.sin(10 * way + (side > 0 ? 0 : Math.PI)), 5 * way * Math.cos(10 * way + (side > 0 ? 0 : Math.PI)), side);
  }
  for (let x = -5; x <= 5; x += 1.2) {
    for (let y = -5; y <= 5; y += 1.2) {
      if (name === "xor" && Math.abs(x) > 0.4 && Math.abs(y) > 0.4) dot(x, y, x * y);
      if (name === "plane") dot(x, y, (x + y) / 9);
      if (name === "bumps") dot(x, y, Math.sin(0.8 * x + 1.57) * Math.sin(0.63 * y));
    }
  }
  if (name === "animals") [[-5, -1.5], [-5, 1], [-3, 0.5], [-4.5, -3], [3, -5], [2.5, 1], [-2, -3.6], [5, -5]].forEach(([x, y], i) => dot(x, y, i < 4 ? 1 : -1));
  if (name === "own") {
    context.strokeStyle = valueColour(1);
    context.lineWidth = 3;
    context.beginPath();
    context.moveTo(24, 12);
    context.lineTo(24, 36);
    context.moveTo(12, 24);
    context.lineTo(36, 24);
    context.stroke();
  }
}

export class Controls {
  /** @param change called with names and values that are to be set; newPoints without any */
  constructor(options, change, newPoints) {
    this.change = change;
    this.fields = new Map();
    this.sets = new Map();
    const data = document.getElementById("data-controls"), training = document.getElementById("training-controls");
    data.append(this.dataSets());
    const other = element("button", { type: "button", id: "new-points", "data-control": "regenerate" }, "New points");
    other.addEventListener("click", newPoints);
    data.append(other);
    this.slider(data, "noise", "Noise", 0, 50, 5, " %");
    this.slider(data, "train", "Share to train on", 10, 90, 10, " %");
    this.select(training, "batch", "Batch size", BATCHES);
    this.select(training, "activation", "Activation", options.activations);
    this.select(training, "loss", "Loss (classes)", ["squares", "cross-entropy"]);
    this.select(training, "optimizer", "Optimiser", options.optimizers);
    this.select(training, "rate", "Learning rate", RATES);
    this.select(training, "penalty", "Regularisation", ["none", "l1", "l2"]);
    this.select(training, "lambda", "Its strength", LAMBDAS);
    this.select(training, "dropout", "Dropout", DROPOUTS);
    this.select(training, "init", "Start weights", options.initializers);
    const seed = element("input", { type: "text", inputMode: "numeric", maxLength: 18 });
    this.field(training, "seed", "Seed", seed);
    seed.addEventListener("change", () => this.change({ seed: seed.value.trim() }));
    whenThemeChanges(() => this.sets.forEach(({ canvas }, name) => thumbnail(canvas, name)));
  }

  dataSets() {
    const group = element("fieldset", { className: "sets", "data-control": "data" }, element("legend", {}, "What is to be learnt"));
    for (const [name, title] of Object.entries(SETS)) {
      const canvas = element("canvas", { "aria-hidden": "true" }), input = element("input", { type: "radio", name: "data", value: name });
      thumbnail(canvas, name);
      input.addEventListener("change", () => this.change({ data: name }));
      this.sets.set(name, { canvas, input });
      group.append(element("label", {}, input, canvas, title));
    }
    return group;
  }

  slider(place, key, title, min, max, step, unit) {
    const input = element("input", { type: "range", min, max, step }), text = element("b");
    input.addEventListener("input", () => { text.textContent = input.value + unit; });
    input.addEventListener("change", () => this.change({ [key]: input.value }));
    place.append(element("label", { className: "slider", "data-control": key }, title + " ", text, input));
    this.fields.set(key, (value) => {
      input.value = value;
      text.textContent = value + unit;
    });
  }

  select(place, key, title, choices) {
    const input = element("select", {}, ...choices.map((value) => element("option", { value }, value)));
    this.field(place, key, title, input);
    input.addEventListener("change", () => this.change({ [key]: input.value }));
  }

  field(place, key, title, input) {
    input.id = "set-" + key;
    place.append(element("label", { className: "field", "data-control": key }, element("span", {}, title), input));
    this.fields.set(key, (value) => {
      // What an address asks for may not be among the usual choices.
      if (input.options && ![...input.options].some((option) => option.value === value)) input.append(element("option", { value }, value));
      input.value = value;
    });
  }

  /** Shows settings. */
  show(settings) {
    for (const [key, set] of this.fields) set(settings.get(key));
    this.sets.get(settings.get("data")).input.checked = true;
    const regression = ["plane", "bumps"].includes(settings.get("data"));
    document.getElementById("set-loss").disabled = regression;
    document.getElementById("set-lambda").disabled = settings.get("penalty") === "none";
  }
}

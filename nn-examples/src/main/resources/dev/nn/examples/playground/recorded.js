// The page without a server: recorded weights, from which every picture is computed anew.
import { FEATURES, cellPoint, element, floatsOf, sizesOf, weightsFrom, whole } from "./drawing.js";
import { explanation } from "./explanation.js";
import { featuresOf, layersOf, parseSettings } from "./settings.js";
import { View } from "./view.js";

const GRID = 100, PART = 20, FRAME_MILLIS = 100;

/** The error function, to seven digits (Abramowitz, Stegun: Handbook of Mathematical Functions, 7.1.26). */
function erf(x) {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-x * x);
  return x < 0 ? tail - 1 : 1 - tail;
}

const sigmoid = (z) => 1 / (1 + Math.exp(-z));

/** The library's activations, by their names. */
const ACTIVATIONS = {
  identity: (z) => z,
  relu: (z) => Math.max(0, z),
  "leaky-relu": (z) => (z > 0 ? z : 0.01 * z),
  elu: (z) => (z > 0 ? z : Math.expm1(z)),
  selu: (z) => 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * Math.expm1(z)),
  sigmoid,
  tanh: Math.tanh,
  softplus: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
  silu: (z) => z * sigmoid(z),
  gelu: (z) => z / 2 * (1 + erf(z / Math.SQRT2)),
  "gelu-tanh": (z) => z / 2 * (1 + Math.tanh(0.7978845608028654 * (z + 0.044715 * z * z * z))),
  mish: (z) => z * Math.tanh(Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))),
  "hard-swish": (z) => z * Math.max(0, Math.min(1, z / 6 + 0.5)),
};

/** A network whose weights change. */
class Forward {
  constructor(settings, regression) {
    this.features = featuresOf(settings).map((key) => FEATURES[key][1]);
    this.sizes = sizesOf(this.features, layersOf(settings));
    this.hidden = ACTIVATIONS[settings.get("activation")];
    // A logit is shown as the difference of both classes' probabilities.
    this.last = regression ? (z) => z : settings.get("loss") === "cross-entropy" ? (z) => Math.tanh(z / 2) : Math.tanh;
    this.values = this.sizes.map((n) => new Float64Array(n));
  }

  /** Every unit's value at a point, in this.values. */
  run(weights, x, y) {
    this.features.forEach((of, i) => { this.values[0][i] = of(x, y); });
    for (let l = 1; l < this.sizes.length; l++) {
      const from = this.values[l - 1], to = this.values[l], n = to.length, at = weightsFrom(this.sizes, l - 1);
      const act = l + 1 < this.sizes.length ? this.hidden : this.last;
      for (let j = 0; j < n; j++) {
        let z = weights[at + from.length * n + j];
        for (let i = 0; i < from.length; i++) z += from[i] * weights[at + i * n + j];
        to[j] = act(z);
      }
    }
  }
}

function level(value) {
  return Number.isNaN(value) ? 128 : Math.round(127.5 + 127.5 * Math.max(-1, Math.min(1, value)));
}

/** A recorded run, of which any moment can be seen. */
class Run {
  constructor(json) {
    this.json = json;
    this.setup = json.setup;
    const settings = parseSettings(json.setup.settings);
    this.forward = new Forward(settings, json.setup.regression);
    this.units = layersOf(settings).reduce((sum, n) => sum + n, 0);
    this.weights = floatsOf(json.weights);
    this.gradients = floatsOf(json.gradients);
    this.count = this.weights.length / json.steps.length;
    this.xy = floatsOf(json.setup.xy);
  }

  part(values, moment) {
    return values.subarray(moment * this.count, (moment + 1) * this.count);
  }

  /** Moment number so-and-so as a live page would get it, with a unit in the large picture. */
  frame(moment, shown) {
    const { json, forward, units } = this, weights = this.part(this.weights, moment);
    const picture = new Uint8Array(GRID * GRID), small = new Uint8Array(units * PART * PART), ratio = GRID / PART;
    for (let row = 0; row < GRID; row++) {
      for (let column = 0; column < GRID; column++) {
        forward.run(weights, ...cellPoint(row, column, GRID));
        const sampled = row % ratio === 2 && column % ratio === 2;
        let number = 0;
        for (let l = 1; l < forward.sizes.length; l++) {
          for (const value of forward.values[l]) {
            if (number === shown) picture[row * GRID + column] = level(value);
            if (sampled && number < units) small[number * PART * PART + Math.floor(row / ratio) * PART + Math.floor(column / ratio)] = level(value);
            number++;
          }
        }
      }
    }
    return {
      shown, picture, units: small, dead: this.dead(weights), weights, gradients: this.part(this.gradients, moment),
      step: json.steps[moment], epoch: json.epochs[moment],
      trainLoss: json.trainLoss[moment], testLoss: json.testLoss[moment], trainAccuracy: json.trainAccuracy[moment], testAccuracy: json.testAccuracy[moment],
      trainCurve: json.trainLoss.slice(0, moment + 1), testCurve: json.testLoss.slice(0, moment + 1).map((value) => value ?? NaN),
      stride: json.steps[moment] / Math.max(1, moment),
    };
  }

  /** Which hidden units give 0 for every training point. */
  dead(weights) {
    const dead = new Uint8Array(this.units).fill(1), { forward } = this;
    for (let i = 0; i < this.setup.trained; i++) {
      forward.run(weights, this.xy[2 * i], this.xy[2 * i + 1]);
      let number = 0;
      for (let l = 1; l + 1 < forward.sizes.length; l++) for (const value of forward.values[l]) if (value !== 0) dead[number++] = 0; else number++;
    }
    return dead;
  }
}

const place = (id) => document.getElementById(id);
const recorded = JSON.parse(place("recorded").textContent).runs.map((json) => new Run(json));
let run = recorded[0], playing = null, shownUnit = 0;

const page = new View({ show: (unit) => {
  shownUnit = unit;
  draw();
} });
page.network.usually("Point at a unit or a line to read it; click for all weights of a unit.");

function draw() {
  const moment = Number(place("scrub").value);
  place("scrub").setAttribute("aria-valuetext", `step ${run.json.steps[moment]}`);
  place("scrub-text").textContent = `step ${whole(run.json.steps[moment])} of ${whole(run.json.steps.at(-1))}`;
  page.show(run.frame(moment, shownUnit));
}

function stop() {
  clearInterval(playing);
  playing = null;
  place("play").textContent = "Play";
  place("play").setAttribute("aria-pressed", "false");
}

function play() {
  const scrub = place("scrub");
  if (scrub.value === scrub.max) scrub.value = 0;
  place("play").textContent = "Pause";
  place("play").setAttribute("aria-pressed", "true");
  playing = setInterval(() => {
    scrub.value = Number(scrub.value) + 1;
    draw();
    if (scrub.value === scrub.max) stop();
  }, FRAME_MILLIS);
}

/** Shows the run of that name, or the first. */
function choose(name) {
  run = recorded.find(({ json }) => json.name === name) ?? recorded[0];
  stop();
  shownUnit = run.units;
  place("run").value = run.json.name;
  place("scrub").max = run.json.steps.length - 1;
  place("scrub").value = 0;
  place("about").textContent = `${run.json.what} Live: ./nn playground --preset ${run.json.name}. Lesson: ./nn lesson ${run.json.lesson}`;
  page.setup(run.setup);
  draw();
}

place("run").append(...recorded.map(({ json }) => element("option", { value: json.name }, json.title)));
place("run").addEventListener("change", () => {
  history.replaceState(null, "", "#" + place("run").value);
  choose(place("run").value);
});
place("scrub").addEventListener("input", () => {
  stop();
  draw();
});
place("play").addEventListener("click", () => (playing === null ? play() : stop()));
place("show-test").addEventListener("change", () => {
  page.output.showTest = place("show-test").checked;
  page.output.paintDots();
});
place("discretize").addEventListener("change", () => {
  page.output.discretize = place("discretize").checked;
  page.draw();
});
place("about").after(explanation());
window.addEventListener("hashchange", () => choose(location.hash.slice(1)));

/** For tests: what is known now. */
window.playground = { get frame() { return page.frame; }, get run() { return run; } };
choose(location.hash.slice(1));

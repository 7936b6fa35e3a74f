// All pictures of one network together, for the live page and for the recorded one.
import { whenThemeChanges } from "./colours.js";
import { Histograms, LossChart } from "./charts.js";
import { FEATURES, bytesOf, featureLevels, floatsOf, sizesOf, unitName, whole } from "./drawing.js";
import { Inspector } from "./inspector.js";
import { NetworkDrawing } from "./network.js";
import { OutputPicture, SIDE } from "./output.js";
import { featuresOf, layersOf, parseSettings } from "./settings.js";

/** Numbers, curves and histograms of a running training change no faster. */
const NUMBERS_MILLIS = 90;

export class View {
  constructor(actions) {
    this.numbered = -Infinity;
    this.feature = null;
    const byId = (id) => document.getElementById(id);
    this.byId = byId;
    this.network = new NetworkDrawing(byId("network"), {
      ...actions,
      choose: (layer, unit, from) => this.inspector.choose(layer, unit, from),
      hover: (layer, unit) => actions.show(layer === null ? this.units() : this.number(layer, unit)),
      look: (feature) => {
        this.feature = feature;
        if (this.frame) this.draw();
      },
    });
    this.inspector = new Inspector(byId("inspector"), this.network, actions.weight ?? null);
    this.losses = new LossChart(byId("output"));
    this.output = new OutputPicture(byId("output"), actions);
    this.histograms = new Histograms(byId("histograms"));
    document.addEventListener("visibilitychange", () => {
      if (this.frame && !document.hidden) this.draw();
    });
    whenThemeChanges(() => {
      this.network.repaintFeatures();
      this.output.theme();
      if (this.frame) this.draw();
    });
  }

  /** Hidden units before a unit; the output comes after all of them. */
  number(layer, unit) {
    return this.layers.slice(0, layer - 1).reduce((sum, n) => sum + n, 0) + unit;
  }

  units() {
    return this.layers.reduce((sum, n) => sum + n, 0);
  }

  /** Another experiment, with its points. */
  setup(setup) {
    const settings = parseSettings(setup.settings), features = featuresOf(settings), layers = layersOf(settings);
    if (!this.layers || features.join() !== this.features.join() || layers.join() !== this.layers.join()) {
      this.features = features;
      this.layers = layers;
      // Its box is replaced, so nobody says that the mouse has left it.
      this.feature = null;
      this.network.build(features, layers);
      this.histograms.build(sizesOf(features, layers));
      this.inspector.close();
      this.byId("layers-text").textContent = layers.length === 1 ? "1 hidden layer" : `${layers.length} hidden layers`;
    }
    this.output.setPoints({ ...setup, xy: floatsOf(setup.xy), target: floatsOf(setup.target) });
  }

  /** The next frame, which is drawn at once if somebody can see it. */
  show(frame) {
    for (const key of ["picture", "units", "dead"]) frame[key] = typeof frame[key] === "string" ? bytesOf(frame[key]) : frame[key];
    for (const key of ["weights", "gradients", "trainCurve", "testCurve"]) frame[key] = typeof frame[key] === "string" ? floatsOf(frame[key]) : frame[key];
    this.frame = frame;
    if (!document.hidden) this.draw();
  }

  draw() {
    const frame = this.frame, now = performance.now();
    this.network.update(frame, frame.shown);
    if (this.feature) this.output.update(featureLevels(this.feature, SIDE), ...FEATURES[this.feature]);
    else this.output.update(frame.picture, this.nameOf(frame.shown));
    // Nobody reads numbers sixty times a second. What stands still has all its numbers.
    if (frame.running && now - this.numbered < NUMBERS_MILLIS) return;
    this.numbered = now;
    this.losses.update(frame);
    this.histograms.update(frame);
    this.inspector.update();
    this.byId("count-step").textContent = whole(frame.step);
    this.byId("count-epoch").textContent = whole(frame.epoch);
    if (frame.stepsPerSecond !== undefined) this.byId("count-speed").textContent = whole(frame.stepsPerSecond);
  }

  nameOf(number) {
    let rest = number;
    for (let l = 0; l < this.layers.length; l++) {
      if (rest < this.layers[l]) return unitName(this.features, this.layers, l + 1, rest);
      rest -= this.layers[l];
    }
    return "output";
  }

  featureNames() {
    return Object.keys(FEATURES);
  }
}

// Curves and histograms.
import { namedColour } from "./colours.js";
import { element, sharpContext, short, weightsFrom, whole } from "./drawing.js";

/** Losses and accuracies as numbers, and the losses as two curves. */
export class LossChart {
  constructor(place) {
    this.train = element("dd", { id: "train-loss" });
    this.test = element("dd", { id: "test-loss" });
    this.canvas = element("canvas", { className: "curve", role: "img", "aria-label": "Training loss and test loss by step" });
    place.append(element("dl", { className: "losses" },
      element("div", {}, element("dt", { className: "train-key" }, "Training loss (solid)"), this.train),
      element("div", {}, element("dt", { className: "test-key" }, "Test loss (dashed)"), this.test)), this.canvas);
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  update(frame) {
    this.frame = frame;
    // First all that asks for sizes, then texts, which change them.
    this.draw();
    this.number(this.train, frame.trainLoss, frame.trainAccuracy);
    this.number(this.test, frame.testLoss, frame.testAccuracy);
  }

  number(place, loss, accuracy) {
    const text = loss === null ? "–" : loss.toFixed(4), right = accuracy === null ? "" : `${(100 * accuracy).toFixed(1)} % right`;
    if (place.dataset.text === text + right) return;
    place.dataset.text = text + right;
    place.replaceChildren(text, element("small", {}, right));
  }

  draw() {
    if (!this.frame) return;
    const context = sharpContext(this.canvas), { trainCurve, testCurve, stride } = this.frame;
    const width = this.canvas.clientWidth, height = this.canvas.clientHeight;
    let most = 0;
    for (const curve of [trainCurve, testCurve]) for (const value of curve) if (Number.isFinite(value)) most = Math.max(most, value);
    if (most === 0) most = 1;
    const line = (curve, colour, dash) => {
      context.beginPath();
      context.setLineDash(dash);
      context.strokeStyle = namedColour(colour);
      context.lineWidth = 1.75;
      curve.forEach((value, i) => context.lineTo(2 + i / Math.max(1, curve.length - 1) * (width - 4), height - 3 - value / most * (height - 6)));
      context.stroke();
    };
    line(testCurve, "--test", [4, 3]);
    line(trainCurve, "--train", []);
    context.setLineDash([]);
    context.fillStyle = namedColour("--quiet");
    context.font = "11px system-ui, sans-serif";
    context.textAlign = "right";
    const text = `${short(most)} at the top, ${whole((trainCurve.length - 1) * stride)} steps`;
    context.strokeStyle = namedColour("--card");
    context.lineWidth = 4;
    context.strokeText(text, width - 4, 13);
    context.fillText(text, width - 4, 13);
  }
}

const BINS = 24;

/** For every layer the distributions of its weights and of its gradients. */
export class Histograms {
  constructor(place) {
    this.place = place;
    this.figures = [];
  }

  build(sizes) {
    this.sizes = sizes;
    this.figures = [];
    this.place.replaceChildren();
    for (let l = 1; l < sizes.length; l++) {
      const name = l + 1 === sizes.length ? "Output" : "Layer " + l, figure = element("figure", {}, element("h3", {}, name));
      for (const kind of ["weights", "gradients"]) {
        const canvas = element("canvas", { role: "img", "aria-label": `${name}: distribution of its ${kind}` }), caption = element("p");
        figure.append(canvas, caption);
        this.figures.push({ kind, l, canvas, caption });
      }
      this.place.append(figure);
    }
  }

  update(frame) {
    const texts = [];
    for (const { kind, l, canvas } of this.figures) {
      const from = weightsFrom(this.sizes, l - 1), values = frame[kind].subarray(from, from + this.sizes[l - 1] * this.sizes[l]);
      let most = 0, squares = 0;
      for (const value of values) {
        most = Math.max(most, Math.abs(value));
        squares += value * value;
      }
      const bins = new Array(BINS).fill(0);
      for (const value of values) bins[Math.min(BINS - 1, Math.floor((most > 0 ? value / most + 1 : 1) / 2 * BINS))]++;
      const context = sharpContext(canvas), width = canvas.clientWidth, height = canvas.clientHeight, top = Math.max(...bins);
      context.fillStyle = namedColour(kind === "weights" ? "--accent" : "--train");
      bins.forEach((count, i) => context.fillRect(i * width / BINS + 0.5, height - count / top * (height - 2), width / BINS - 1, count / top * (height - 2)));
      context.fillStyle = namedColour("--edge");
      context.fillRect(width / 2, 0, 1, height);
      texts.push(`${kind} up to ±${short(most)}, typical ${short(Math.sqrt(squares / values.length))}`);
    }
    this.figures.forEach(({ caption }, i) => {
      if (caption.textContent !== texts[i]) caption.textContent = texts[i];
    });
  }
}

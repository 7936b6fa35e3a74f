// The large picture: what one unit says all over the square, the points, and the hand that reads and draws on it.
import { signColour, namedColour, valueColour, heatColours } from "./colours.js";
import { element, paintHeat, sharpContext, short } from "./drawing.js";

/** Cells along each side of it. */
export const SIDE = 100;

export class OutputPicture {
  /** @param actions draw(x, y) for a point of one's own, if that is on */
  constructor(place, actions) {
    this.actions = actions;
    this.discretize = false;
    this.showTest = false;
    this.drawing = false;
    this.cursor = null;
    this.heat = element("canvas", { "aria-hidden": "true" });
    this.dots = element("canvas", { tabIndex: 0, role: "img" });
    this.legend = element("canvas", { "aria-hidden": "true", width: 256, height: 1 });
    this.readout = element("p", { className: "readout", role: "status" });
    this.box = element("div", { className: "picture" }, this.heat, this.dots);
    place.append(this.box,
      element("p", { className: "axis" }, element("span", {}, "−6"), element("span", {}, "x₁ to the right, x₂ upwards"), element("span", {}, "6")),
      element("p", { className: "legend" }, element("span", {}, "−1"), this.legend, element("span", {}, "1")),
      this.readout);
    this.listen();
    new ResizeObserver(() => this.paintDots()).observe(this.box);
    this.theme();
  }

  listen() {
    const at = (event) => {
      const box = this.dots.getBoundingClientRect();
      return [12 * (event.clientX - box.left) / box.width - 6, 6 - 12 * (event.clientY - box.top) / box.height];
    };
    this.dots.addEventListener("pointermove", (event) => {
      this.look(...at(event));
      if (this.drawing && event.buttons === 1) this.actions.draw(...at(event), true);
    });
    this.dots.addEventListener("pointerleave", () => this.look(null));
    this.dots.addEventListener("pointerdown", (event) => {
      this.look(...at(event));
      if (this.drawing) this.actions.draw(...at(event), false);
    });
    this.dots.addEventListener("keydown", (event) => {
      const move = { ArrowLeft: [-0.24, 0], ArrowRight: [0.24, 0], ArrowUp: [0, 0.24], ArrowDown: [0, -0.24] }[event.key];
      const [x, y] = this.cursor ?? [0, 0];
      if (move) this.look(Math.max(-5.9, Math.min(5.9, x + move[0])), Math.max(-5.9, Math.min(5.9, y + move[1])));
      else if ((event.key === "Enter" || event.key === " ") && this.drawing) this.actions.draw(x, y, false);
      else return;
      event.preventDefault();
    });
    this.dots.addEventListener("blur", () => this.look(null));
  }

  theme() {
    const context = this.legend.getContext("2d"), image = context.createImageData(256, 1), colours = heatColours();
    image.data.set(colours);
    context.putImageData(image, 0, 0);
    if (this.picture) this.update(this.picture, this.name, this.of);
    this.paintDots();
  }

  setPoints(setup) {
    this.setup = setup;
    this.paintDots();
  }

  /** @param of the value at a point, where it is known better than to a byte */
  update(picture, name, of = null) {
    this.picture = picture;
    this.of = of;
    if (name !== this.name) this.dots.setAttribute("aria-label", `What ${name} says for every point of the square, and the data as dots. Arrow keys read values.`);
    this.name = name;
    paintHeat(this.heat, picture, SIDE, 0, this.discretize);
    this.say();
  }

  /** Reads the value at a point, until null. */
  look(x, y) {
    this.cursor = x === null ? null : [x, y];
    this.paintDots();
    this.say();
  }

  say() {
    if (!this.cursor || !this.picture) {
      const what = !this.name || this.name === "output" ? "" : `This is ${this.name}. `;
      this.text(what + (this.drawing ? "Click or drag to set points; arrow keys and Enter do it, too." : "Point at the picture to read a value."));
      return;
    }
    const [x, y] = this.cursor;
    const column = Math.max(0, Math.min(SIDE - 1, Math.floor((x + 6) / 12 * SIDE)));
    const row = Math.max(0, Math.min(SIDE - 1, Math.floor((6 - y) / 12 * SIDE)));
    const near = this.nearest(x, y);
    this.text(`x₁ ${x.toFixed(2)}, x₂ ${y.toFixed(2)}: ${this.name} ${(this.of ? this.of(x, y) : this.picture[row * SIDE + column] / 127.5 - 1).toFixed(2)}`.replaceAll("-", "−")
      + (near === null ? "" : `. ${this.setup.names[near] ?? "point"}: ${near < this.setup.trained ? "training" : "test"}, target ${short(this.setup.target[near])}`));
  }

  text(text) {
    if (this.readout.textContent !== text) this.readout.textContent = text;
  }

  nearest(x, y) {
    if (!this.setup) return null;
    const { xy, target, trained } = this.setup;
    let best = null, least = 0.3 * 0.3;
    for (let i = 0; i < (this.showTest ? target.length : trained); i++) {
      const distance = (xy[2 * i] - x) ** 2 + (xy[2 * i + 1] - y) ** 2;
      if (distance < least) [best, least] = [i, distance];
    }
    return best;
  }

  paintDots() {
    const context = sharpContext(this.dots), width = this.dots.clientWidth, scale = width / 12;
    if (this.setup) {
      const { xy, target, trained, names } = this.setup, count = this.showTest ? target.length : trained;
      const card = namedColour("--card"), ink = namedColour("--text"), radius = target.length > 600 ? 2 : 3;
      for (let i = count - 1; i >= 0; i--) {
        const x = (xy[2 * i] + 6) * scale, y = (6 - xy[2 * i + 1]) * scale;
        context.beginPath();
        // Test points are squares: not by colour alone.
        if (i < trained) context.arc(x, y, radius, 0, 7);
        else context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
        context.fillStyle = this.setup.regression ? valueColour(target[i]) : signColour(target[i] > 0);
        context.strokeStyle = i < trained ? card : ink;
        context.lineWidth = 1;
        context.fill();
        context.stroke();
        if (names.length > 0) {
          context.font = "12px system-ui, sans-serif";
          context.lineWidth = 3;
          context.strokeStyle = card;
          context.fillStyle = ink;
          context.textAlign = x > width - 70 ? "right" : "left";
          context.strokeText(names[i], x + (x > width - 70 ? -6 : 6), y + 4);
          context.fillText(names[i], x + (x > width - 70 ? -6 : 6), y + 4);
        }
      }
    }
    if (this.cursor) {
      const x = (this.cursor[0] + 6) * scale, y = (6 - this.cursor[1]) * scale;
      context.strokeStyle = namedColour("--text");
      context.lineWidth = 1;
      context.beginPath();
      context.arc(x, y, 7, 0, 7);
      context.moveTo(x - 11, y);
      context.lineTo(x + 11, y);
      context.moveTo(x, y - 11);
      context.lineTo(x, y + 11);
      context.stroke();
    }
  }
}

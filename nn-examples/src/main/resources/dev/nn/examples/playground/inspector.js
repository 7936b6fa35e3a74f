// The weights of one unit as numbers that can be changed.
import { element, unitName } from "./drawing.js";

export class Inspector {
  /** @param change called with layer (from 1), from (−1: bias), to and the value; null if nothing can be changed */
  constructor(place, drawing, change) {
    this.place = place;
    this.drawing = drawing;
    this.change = change;
    this.chosen = null;
  }

  /** Shows a unit's weights, with the keyboard in one of them. */
  choose(layer, unit, from) {
    this.chosen = [layer, unit];
    const { features, layers, sizes } = this.drawing, name = unitName(features, layers, layer, unit);
    this.inputs = [];
    const weights = element("div", { className: "weights" });
    for (let i = -1; i < sizes[layer - 1]; i++) {
      const input = element("input", { type: "number", step: "0.1", readOnly: this.change === null });
      input.addEventListener("change", () => {
        if (input.value !== "" && this.change) this.change(layer - 1, i, unit, Number(input.value));
      });
      this.inputs.push([i, input]);
      weights.append(element("label", {}, i < 0 ? "bias" : "from " + unitName(features, layers, layer - 1, i), input));
    }
    const close = element("button", { type: "button" }, "Close");
    close.addEventListener("click", () => this.close());
    this.place.replaceChildren(element("fieldset", {}, element("legend", {}, name), weights, close));
    this.update();
    this.inputs[from + 1][1].focus();
  }

  close() {
    this.chosen = null;
    this.place.replaceChildren();
  }

  update() {
    if (!this.chosen) return;
    const [layer, unit] = this.chosen;
    for (const [i, input] of this.inputs) {
      if (document.activeElement === input && !input.readOnly && input.dataset.shown !== undefined && input.value !== input.dataset.shown) continue;
      input.dataset.shown = input.value = this.drawing.weight(layer, i, unit).toFixed(4);
    }
  }
}

// What everything that draws needs: elements, heat maps, numbers as text.
import { heatColours } from "./colours.js";

/** A new element with properties, and with children, which may be texts. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** Paints side × side bytes, 0 to 255, into a canvas of that size; not again what is there already. */
export function paintHeat(canvas, bytes, side, from = 0, discretize = false) {
  if (canvas.width !== side || !canvas.image) {
    canvas.width = canvas.height = side;
    canvas.image = canvas.getContext("2d").createImageData(side, side);
  }
  const pixels = new Uint32Array(canvas.image.data.buffer), colours = new Uint32Array(heatColours().buffer);
  let changed = false;
  for (let i = 0; i < side * side; i++) {
    const level = bytes[from + i], colour = colours[discretize ? (level < 128 ? 0 : 255) : level];
    if (pixels[i] === colour) continue;
    pixels[i] = colour;
    changed = true;
  }
  if (changed) canvas.getContext("2d").putImageData(canvas.image, 0, 0);
}

/** A canvas as sharp as the screen; drawn in CSS pixels. */
export function sharpContext(canvas) {
  const scale = window.devicePixelRatio || 1;
  const width = Math.max(1, Math.round(canvas.clientWidth * scale)), height = Math.max(1, Math.round(canvas.clientHeight * scale));
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext("2d");
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
  return context;
}

export function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64), bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

export function floatsOf(base64) {
  return new Float32Array(bytesOf(base64).buffer);
}

/** Three digits, with a real minus. */
export function short(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-3 || size >= 1e5) ? value.toExponential(1) : value.toPrecision(3).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
  return text.replaceAll("-", "−");
}

export function whole(value) {
  return Math.round(value).toLocaleString("en");
}

/** Widths from the features to the output. */
export function sizesOf(features, layers) {
  return [features.length, ...layers, 1];
}

/** Where layer l's weights begin: inputs × units, then biases, layer after layer. */
export function weightsFrom(sizes, l) {
  let at = 0;
  for (let k = 0; k < l; k++) at += (sizes[k] + 1) * sizes[k + 1];
  return at;
}

export const FEATURES = {
  x1: ["x₁", (x, y) => x], x2: ["x₂", (x, y) => y], x1sq: ["x₁²", (x, y) => x * x], x2sq: ["x₂²", (x, y) => y * y],
  x1x2: ["x₁x₂", (x, y) => x * y], sinx1: ["sin x₁", (x, y) => Math.sin(x)], sinx2: ["sin x₂", (x, y) => Math.sin(y)],
};

/** Both coordinates of a cell of a picture of the square from −6 to 6. */
export function cellPoint(row, column, side) {
  return [6 * ((2 * column + 1) / side - 1), 6 * (1 - (2 * row + 1) / side)];
}

/** What a feature is all over the square, as bytes from −1 or less to 1 or more. */
export function featureLevels(key, side) {
  const levels = new Uint8Array(side * side);
  for (let i = 0; i < levels.length; i++) {
    const value = FEATURES[key][1](...cellPoint(Math.floor(i / side), i % side, side));
    levels[i] = Math.max(0, Math.min(255, Math.round(127.5 + 127.5 * value)));
  }
  return levels;
}

/** What a unit is called: features are units of layer 0, and the output is that of the last. */
export function unitName(features, layers, layer, unit) {
  if (layer === 0) return FEATURES[features[unit]][0];
  return layer > layers.length ? "output" : `unit ${layer}.${unit + 1}`;
}

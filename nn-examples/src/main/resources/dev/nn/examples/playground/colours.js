// Orange for −1, blue for 1, the page's own background between them.

const LIGHT = { low: [232, 119, 20], middle: [240, 241, 243], high: [8, 119, 189] };
const DARK = { low: [240, 140, 50], middle: [30, 36, 44], high: [70, 165, 232] };
const darkness = window.matchMedia("(prefers-color-scheme: dark)");

export function isDark() {
  return darkness.matches;
}

export function whenThemeChanges(action) {
  darkness.addEventListener("change", action);
}

/** The 256 colours of a heat map: red, green, blue, and no light shining through, as the pixels of a picture have them. */
function ramp(theme) {
  const table = new Uint8ClampedArray(256 * 4);
  for (let i = 0; i < 256; i++) {
    const value = i / 127.5 - 1, end = value < 0 ? theme.low : theme.high, share = Math.abs(value);
    for (let c = 0; c < 3; c++) table[4 * i + c] = theme.middle[c] + share * (end[c] - theme.middle[c]);
    table[4 * i + 3] = 255;
  }
  return table;
}

const RAMPS = [ramp(LIGHT), ramp(DARK)];

/** The colours of the theme that is on. */
export function heatColours() {
  return RAMPS[isDark() ? 1 : 0];
}

/** The colour of a sign, for lines and points. */
export function signColour(positive) {
  const [r, g, b] = (isDark() ? DARK : LIGHT)[positive ? "high" : "low"];
  return `rgb(${r},${g},${b})`;
}

/** The colour of a value from −1 to 1. */
export function valueColour(value) {
  const at = 4 * Math.max(0, Math.min(255, Math.round(127.5 + 127.5 * value))), table = heatColours();
  return `rgb(${table[at]},${table[at + 1]},${table[at + 2]})`;
}

const named = new Map();
darkness.addEventListener("change", () => named.clear());

/** A colour that style.css gives a name. */
export function namedColour(name) {
  // Asking for it makes the browser work out all styles, so not in every picture.
  if (!named.has(name)) named.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  return named.get(name);
}

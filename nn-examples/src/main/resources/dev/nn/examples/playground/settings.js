// The settings as they stand behind the # of the address. The server knows what they mean; here they are texts by name.

/** Names that are the page's own business, not the experiment's. */
const PAGE_ONLY = ["speed", "hide", "discretize", "showTest"];

export const SPEEDS = ["1", "3", "10", "30", "100", "300", "1000", "3000", "10000", "max"];

/** Reads name=value&name=value. */
export function parseSettings(text) {
  const values = new Map();
  for (const [key, value] of new URLSearchParams(text)) values.set(key, value);
  return values;
}

/** What is behind the # now, over the defaults. */
export function settingsOfAddress(defaults, hash) {
  return new Map([...parseSettings(defaults), ...parseSettings(hash.replace(/^#/, ""))]);
}

function write(entries) {
  return entries.map(([key, value]) => key + "=" + encodeURIComponent(value).replaceAll("%2C", ",")).join("&");
}

/** The experiment's part, for the server. */
export function experimentText(settings) {
  return write([...settings].filter(([key]) => !PAGE_ONLY.includes(key)));
}

/** All that differs from the defaults, for the address; the seed always, for it decides the start. */
export function addressText(settings, defaults) {
  const usual = parseSettings(defaults);
  return write([...settings].filter(([key, value]) => value !== usual.get(key) || key === "seed"));
}

export function layersOf(settings) {
  return settings.get("layers") ? settings.get("layers").split(",").map(Number) : [];
}

export function featuresOf(settings) {
  return settings.get("x").split(",");
}

/** A new seed that fits into an address. */
export function randomSeed() {
  return String(Math.floor(Math.random() * 1e6));
}

// The live page: controls to commands, frames to pictures.
import { Connection } from "./connection.js";
import { Controls } from "./controls.js";
import { element } from "./drawing.js";
import { explanation } from "./explanation.js";
import { SPEEDS, addressText, experimentText, featuresOf, layersOf, parseSettings, randomSeed, settingsOfAddress } from "./settings.js";
import { View } from "./view.js";

const byId = (id) => document.getElementById(id);
const options = await (await fetch("options.json")).json();
let settings = settingsOfAddress(options.defaults, location.hash);
let running = false, setup = null;

// ------------------------------------------------------------------------------------------------- the pictures

const view = new View({
  feature: (key, on) => {
    const names = view.featureNames().filter((name) => (name === key ? on : featuresOf(settings).includes(name)));
    change({ x: names.join(",") });
  },
  units: (layer, by) => {
    const layers = layersOf(settings);
    layers[layer] += by;
    change({ layers: layers.join(",") });
  },
  show: (unit) => connection.send({ do: "show", unit }, "show"),
  weight: (layer, from, to, value) => connection.send({ do: "weight", layer, from, to, value }),
  draw: (x, y, drag) => drawPoint(x, y, drag),
});
view.network.usually("Point at a unit or a line to read it; click to change weights.");

const connection = new Connection({
  setup: (next) => {
    setup = next;
    view.setup(next);
  },
  frame: (frame) => {
    if (!setup) return;
    if (frame.running !== running) showRunning(frame.running);
    if (frame.error) say("Training has stopped: " + frame.error);
    view.show(frame);
  },
  error: (text) => {
    say(text);
    if (setup) {
      settings = new Map([...settings, ...parseSettings(setup.settings)]);
      showSettings();
    }
  },
  lost: () => {
    say("The connection is lost: a new session begins.");
    setTimeout(() => begin(), 1000);
  },
});

// ------------------------------------------------------------------------------------------------ the settings

const controls = new Controls(options, (changed) => change(changed), () => {
  const seed = Number(randomSeed());
  settings.set("dataseed", String(seed));
  say("");
  showSettings();
  connection.send({ do: "points", seed });
});

/** Sets some settings, here, on the server, in the address. */
function change(changed) {
  const previous = settings;
  settings = new Map([...settings, ...Object.entries(changed)]);
  if (settings.get("data") !== "own") settings.set("points", "");
  else if (!settings.get("points")) settings.set("points", "f38B");
  if (settings.get("x") === "") settings = previous;
  else if (settings.get("penalty") !== "none" && settings.get("lambda") === "0") settings.set("lambda", "0.003");
  say("");
  showSettings();
  return connection.send({ do: "configure", settings: experimentText(settings) }, "configure");
}

function showSettings() {
  controls.show(settings);
  byId("layers-less").disabled = layersOf(settings).length === 0;
  byId("layers-more").disabled = layersOf(settings).length >= 6;
  const own = settings.get("data") === "own";
  ownTools.hidden = !own;
  view.output.drawing = own;
  view.output.discretize = discretize.checked = settings.get("discretize") === "1";
  view.output.showTest = showTest.checked = settings.get("showTest") === "1";
  const hidden = (settings.get("hide") ?? "").split(",");
  document.querySelectorAll("[data-control]").forEach((part) => { part.hidden = hidden.includes(part.dataset.control); });
  const text = addressText(settings, options.defaults);
  if (location.hash.slice(1) !== text) history.replaceState(null, "", "#" + text);
  byId("share").value = location.href;
}

function pageOnly(key, value) {
  settings.set(key, value);
  showSettings();
  view.output.paintDots();
  if (view.frame) view.show(view.frame);
}

// ------------------------------------------------------------------------------------------------ the transport

function showRunning(now) {
  running = now;
  byId("play").textContent = now ? "Pause" : "Play";
  byId("play").setAttribute("aria-pressed", String(now));
}

byId("play").addEventListener("click", () => {
  const now = !running;
  say("");
  showRunning(now);
  connection.send({ do: now ? "play" : "pause" });
});
byId("step").addEventListener("click", () => connection.send({ do: "step" }));
byId("reset").addEventListener("click", () => {
  say("");
  connection.send({ do: "reset" });
});
byId("dice").addEventListener("click", () => change({ seed: randomSeed() }));
byId("layers-less").addEventListener("click", () => change({ layers: layersOf(settings).slice(0, -1).join(",") }));
byId("layers-more").addEventListener("click", () => change({ layers: [...layersOf(settings), layersOf(settings).at(-1) ?? 4].join(",") }));

const speed = byId("speed");
function showSpeed() {
  const chosen = SPEEDS[speed.value];
  const text = chosen === "max" ? "as fast as it goes" : `${Number(chosen).toLocaleString("en")} steps/s`;
  byId("speed-text").textContent = text;
  speed.setAttribute("aria-valuetext", text);
  return chosen;
}
speed.addEventListener("input", () => {
  settings.set("speed", showSpeed());
  showSettings();
  connection.send({ do: "speed", speed: settings.get("speed") }, "speed");
});

// ------------------------------------------------------------------------------- points of one's own, and toggles

const toggles = element("div");
const discretize = element("input", { type: "checkbox", id: "discretize" }), showTest = element("input", { type: "checkbox", id: "show-test" });
discretize.addEventListener("change", () => pageOnly("discretize", discretize.checked ? "1" : "0"));
showTest.addEventListener("change", () => pageOnly("showTest", showTest.checked ? "1" : "0"));
toggles.append(element("label", { className: "check", "data-control": "showTest" }, showTest, "Show test points"), " ",
  element("label", { className: "check", "data-control": "discretize" }, discretize, "Two colours only"));

let brush = 1, last = null;
const ownTools = element("div", { className: "own", role: "group", "aria-label": "Points of your own" });
const brushes = [[1, "Blue"], [0, "Orange"]].map(([label, title]) => {
  const button = element("button", { type: "button", "aria-pressed": String(label === brush) }, title);
  button.addEventListener("click", () => {
    brush = label;
    brushes.forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
  });
  return button;
});
const undo = element("button", { type: "button" }, "Undo"), clear = element("button", { type: "button" }, "Clear");
undo.addEventListener("click", () => change({ points: encodePoints(ownPoints().slice(0, -3)) }));
clear.addEventListener("click", () => change({ points: "" }));
ownTools.append(...brushes, undo, clear);
byId("output").append(ownTools, toggles);

/** Three bytes a point: x, y, class. */
function ownPoints() {
  return [...atob(settings.get("points").replaceAll("-", "+").replaceAll("_", "/"))].map((c) => c.charCodeAt(0));
}

function encodePoints(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function drawPoint(x, y, drag) {
  if (drag && last && Math.hypot(x - last[0], y - last[1]) < 0.5) return;
  last = [x, y];
  const byte = (value) => Math.max(0, Math.min(255, Math.round((value / 6 + 1) / 2 * 255))), bytes = ownPoints();
  if (bytes.length >= 3 * 500) say("500 points are the most.");
  else change({ points: encodePoints([...bytes, byte(x), byte(y), brush]) });
}

// ------------------------------------------------------------------------------------------------ presets and more

const preset = element("select", { id: "preset" }, element("option", { value: "" }, "Choose one …"),
  ...options.presets.map(({ name, title }) => element("option", { value: name }, title)));
const about = element("p", { className: "about", role: "status" });
preset.addEventListener("change", () => {
  const chosen = options.presets.find(({ name }) => name === preset.value);
  if (!chosen) return;
  about.textContent = `${chosen.what} Lesson: ./nn lesson ${chosen.lesson}`;
  const own = [...settings].filter(([key]) => ["speed", "hide", "discretize", "showTest"].includes(key));
  change(Object.fromEntries([...settingsOfAddress(options.defaults, chosen.settings), ...own]));
});
const share = element("input", { type: "text", id: "share", readOnly: true });
const copy = element("button", { type: "button" }, "Copy");
copy.addEventListener("click", async () => {
  share.select();
  await navigator.clipboard.writeText(share.value);
  copy.textContent = "Copied";
});
const downloads = [["playground.safetensors", "safetensors"], ["playground.onnx", "ONNX"], ["Playground.java", "Java code"]].map(([file, title]) => {
  const link = element("a", { className: "button", href: "#" }, title);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    element("a", { href: `${connection.session}/${file}`, download: file }).click();
  });
  return link;
});
const teacher = element("details", {}, element("summary", {}, "For teachers: hide controls in the link"));
for (const [key, title] of [["data", "Data sets"], ["regenerate", "New points"], ["noise", "Noise"], ["train", "Share to train on"], ["layers", "Number of layers"], ["units", "Number of units"],
  ["batch", "Batch size"], ["activation", "Activation"], ["loss", "Loss"], ["optimizer", "Optimiser"], ["rate", "Learning rate"], ["penalty", "Regularisation"],
  ["lambda", "Its strength"], ["dropout", "Dropout"], ["init", "Start weights"], ["seed", "Seed"], ["speed", "Speed"], ["showTest", "Test points"], ["discretize", "Two colours"]]) {
  const box = element("input", { type: "checkbox", checked: (settings.get("hide") ?? "").split(",").includes(key) });
  box.addEventListener("change", () => {
    const names = (settings.get("hide") ?? "").split(",").filter((name) => name !== "" && name !== key);
    pageOnly("hide", [...names, ...(box.checked ? [key] : [])].join(","));
  });
  teacher.append(element("label", { className: "check" }, box, title), " ");
}
byId("more-controls").append(
  element("label", { className: "field wide" }, element("span", {}, "Preset"), preset), about,
  element("label", { className: "field wide" }, element("span", {}, "Link to what you see (its address works while this program runs; the part after # always does)"), share), copy,
  element("span", { className: "field" }, "Download the network: "), ...downloads, teacher, explanation());

// ------------------------------------------------------------------------------------------------------- start

function say(text) {
  byId("message").textContent = text;
  byId("message").hidden = text === "";
}

async function begin() {
  try {
    await connection.start(experimentText(settings));
  } catch (error) {
    say(error.message);
    if (setup || location.hash === "") return;
    settings = settingsOfAddress(options.defaults, "");
    await connection.start(experimentText(settings));
  }
  speed.value = Math.max(0, SPEEDS.indexOf(settings.get("speed") ?? "3000"));
  showSpeed();
  showSettings();
  connection.send({ do: "speed", speed: showSpeed() });
}

window.addEventListener("hashchange", () => {
  settings = settingsOfAddress(options.defaults, location.hash);
  showSettings();
  connection.send({ do: "configure", settings: experimentText(settings) }, "configure");
});

/** For tests: what is known now. */
window.playground = { get frame() { return view.frame; }, get setup() { return setup; }, connection };
await begin();

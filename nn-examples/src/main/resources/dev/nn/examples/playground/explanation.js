// What all the pictures mean, for somebody who sees them for the first time.
import { element } from "./drawing.js";

const TEXTS = [
  "A network learns to tell of each point in a square whether it is blue or orange, or, with Plane and Bumps, how much of either. It is shown some points with their colours, the dots, and has to be right about all others, too.",
  "It sees what is checked under Inputs: the coordinates x₁ and x₂, or functions of them. Each unit adds up what comes from its left, every number times a weight, and a number of its own, the bias. The activation bends the sum.",
  "Each small picture is one unit: what it says for every point of the square, blue for 1, orange for −1, pale between. Pointed at, it becomes the large picture. Otherwise that shows the output: where dot and ground have the same colour, the network is right.",
  "Each line is a weight: blue if it is positive, orange if it is negative, and the wider the larger. The small square in a unit's corner is its bias.",
  "A step takes a few training points, a batch, and changes every weight a little, so that the loss of these points falls: the loss is a number for how wrong the network is. An epoch is once through all training points. Test points are never learnt from. If their loss rises while the training loss falls, the network learns by heart.",
];

/** The texts, folded. */
export function explanation() {
  return element("details", { className: "explanation" }, element("summary", {}, "What do I see?"), ...TEXTS.map((text) => element("p", {}, text)));
}

#!/usr/bin/env python3
"""Makes images.safetensors: short trainings of image networks by PyTorch that ImagesSameAsTorchContract repeats.

    python3 make-image-fixtures.py

Made with PyTorch 2.13.0 on one thread; needs nothing else. Each case trains 5 steps in float32, each on a batch of its own.
The file holds for each case the loss of every step, and the state_dict before the first step, after 1 and after 5 steps;
starts and data are shared by the cases of a network. Images are stored as rows with their channels last.

A case is rejected if its first step moves a tensor by less than 0.1 % (a wrong step would pass; biases of convolutions that
a batch normalisation follows have no effect and are excepted), or if the same training in float64 ends elsewhere.
"""

import copy
import json
import pathlib
import struct

import torch
from torch import nn

STEPS, BATCH, CLASSES = 5, 7, 3
METADATA = {}
TENSORS = {}


class Residual(nn.Module):
    """The sum of a branch and of its input, or of a second branch."""

    def __init__(self, branch, shortcut=None):
        super().__init__()
        self.branch = branch
        self.shortcut = shortcut

    def forward(self, x):
        return self.branch(x) + (x if self.shortcut is None else self.shortcut(x))


def two_convolutions(channels, filters, stride):
    return nn.Sequential(
        nn.Conv2d(channels, filters, 3, stride=stride, padding=1), nn.BatchNorm2d(filters), nn.ReLU(),
        nn.Conv2d(filters, filters, 3, padding=1), nn.BatchNorm2d(filters))


def shortcut(channels, filters):
    return nn.Sequential(nn.Conv2d(channels, filters, 1, stride=2), nn.BatchNorm2d(filters))


def lenet():
    return nn.Sequential(
        nn.Conv2d(2, 4, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(4, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(6 * 3 * 2, 16), nn.ReLU(), nn.Linear(16, CLASSES))


def resnet8():
    return nn.Sequential(
        nn.Conv2d(2, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(),
        Residual(two_convolutions(4, 4, 1)), nn.ReLU(),
        Residual(two_convolutions(4, 6, 2), shortcut(4, 6)), nn.ReLU(),
        Residual(two_convolutions(6, 8, 2), shortcut(6, 8)), nn.ReLU(),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, CLASSES))


NETWORKS = {"lenet": lenet, "resnet8": resnet8}
HEIGHT, WIDTH, CHANNELS = 12, 10, 2

OPTIMIZERS = {
    "sgd": lambda p, lr, decay: torch.optim.SGD(p, lr, weight_decay=decay),
    "momentum": lambda p, lr, mu, decay: torch.optim.SGD(p, lr, momentum=mu, weight_decay=decay),
    "adam": lambda p, lr, b1, b2, eps, decay: torch.optim.Adam(p, lr, betas=(b1, b2), eps=eps, weight_decay=decay),
}

# The epsilon of 1e-3: some biases before a normalisation have gradients that are rounding errors alone, which a smaller one
# would blow up to whole steps.
CASES = {
    "lenet-sgd": "network=lenet optimizer=sgd(0.2,0)",
    "lenet-adam": "network=lenet optimizer=adam(0.003,0.9,0.999,1e-8,0)",
    "resnet8-sgd": "network=resnet8 optimizer=sgd(0.1,0)",
    "resnet8-momentum": "network=resnet8 optimizer=momentum(0.1,0.7,0.01)",
    "resnet8-adam": "network=resnet8 optimizer=adam(0.003,0.9,0.999,1e-3,0)",
}


def optimizer(text, parameters):
    name, _, numbers = text.rstrip(")").partition("(")
    return OPTIMIZERS[name](parameters, *map(float, numbers.split(",")))


def train(model, text, images, labels):
    """Losses, and the state_dict after 1 and after all steps."""
    model.train()
    rule = optimizer(text, model.parameters())
    losses, states = [], []
    for step in range(STEPS):
        rows = slice(step * BATCH, (step + 1) * BATCH)
        rule.zero_grad()
        loss = nn.CrossEntropyLoss()(model(images[rows]), labels[rows])
        loss.backward()
        rule.step()
        losses.append(loss.item())
        if step in (0, STEPS - 1):
            states.append(copy.deepcopy(model.state_dict()))
    return losses, states


def add(name, description, model, images, labels):
    text = description.partition("optimizer=")[2]
    start = copy.deepcopy(model.state_dict())
    losses, states = train(copy.deepcopy(model), text, images, labels)
    _, exact = train(copy.deepcopy(model).double(), text, images.double(), labels)
    for when, state, right in zip((1, STEPS), states, exact):
        for key, value in state.items():
            if value.dtype.is_floating_point:
                error = ((value.double() - right[key]).norm() / right[key].norm()).item()
                worst[when] = max(worst[when], error)
                assert error < (3e-6 if when == 1 else 3e-5), (name, when, key, error)
                moved = ((value - start[key]).norm() / start[key].norm().clamp(min=1e-9)).item()
                assert when != 1 or moved > 1e-3 or key.endswith("bias"), (name, key, moved)
            TENSORS[f"{name}/after-{when}/{key}"] = value
    METADATA[name] = description
    TENSORS[f"{name}/losses"] = torch.tensor(losses)


def write(path):
    header, data = {"__metadata__": METADATA}, b""
    for name, tensor in TENSORS.items():
        whole = tensor.dtype == torch.int64
        values = tensor.flatten().tolist()
        encoded = struct.pack(f"<{len(values)}{'q' if whole else 'f'}", *values)
        header[name] = {"dtype": "I64" if whole else "F32", "shape": list(tensor.shape),
                        "data_offsets": [len(data), len(data) + len(encoded)]}
        data += encoded
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def main():
    torch.manual_seed(22)
    torch.set_num_threads(1)
    images = torch.randn(STEPS * BATCH, CHANNELS, HEIGHT, WIDTH)
    labels = torch.randint(CLASSES, (STEPS * BATCH,))
    TENSORS["x"] = images.permute(0, 2, 3, 1).flatten(1)
    TENSORS["labels"] = labels.float().unsqueeze(1)
    for name, network in NETWORKS.items():
        model = network()
        for key, value in model.state_dict().items():
            TENSORS[f"start/{name}/{key}"] = value
        for case, description in CASES.items():
            if f"network={name} " in description:
                add(case, description, model, images, labels)
    path = pathlib.Path(__file__).with_name("images.safetensors")
    write(path)
    print(f"{len(METADATA)} cases, {len(TENSORS)} tensors, {path.stat().st_size} bytes; float32 against float64: "
          f"{worst[1]:.1e} after 1 step, {worst[STEPS]:.1e} after {STEPS}")


worst = {1: 0.0, STEPS: 0.0}

if __name__ == "__main__":
    main()

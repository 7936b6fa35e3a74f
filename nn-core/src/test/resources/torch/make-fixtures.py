#!/usr/bin/env python3
"""Makes trajectories.safetensors: short trainings by PyTorch that SameAsTorchContract repeats.

    python3 make-fixtures.py

Made with PyTorch 1.13.0 on one thread; needs nothing else. Every case trains 20 steps in float32 from the same start on
the same batches, in the order of the rows, the last batch of each epoch smaller. The file holds, for each case, its
description (in the metadata), the loss of every step, and the parameters after 1 and after 20 steps; starts and data are
shared by cases. Names and shapes of parameters are PyTorch's: <layer>.weight is out x in.

A case is rejected if it would prove nothing: if its first step moves a tensor by less than 1 % (a wrong step would pass),
or if the same training in float64 ends elsewhere (rounding decides, not the definition).
"""

import json
import pathlib
import struct

import torch
from torch import nn
from torch.optim import lr_scheduler

STEPS = 20
METADATA = {}
TENSORS = {}


# What a description says, and what that is in PyTorch.

ACTIVATIONS = {
    "identity": nn.Identity,
    "relu": nn.ReLU,
    "leaky-relu": lambda: nn.LeakyReLU(0.01),
    "elu": nn.ELU,
    "selu": nn.SELU,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "softplus": nn.Softplus,
    "silu": nn.SiLU,
    "gelu": nn.GELU,
    "gelu-tanh": lambda: nn.GELU(approximate="tanh"),
}

LOSSES = {
    "mean-squared-error": nn.MSELoss,
    # Half the squared error, summed over a row's outputs and averaged over rows: MSE times half their number.
    "half-squared-error": lambda: lambda y, t: nn.MSELoss()(y, t) * y.shape[1] / 2,
    "mean-absolute-error": nn.L1Loss,
    "huber": lambda delta: nn.HuberLoss(delta=delta),
    "binary-cross-entropy": nn.BCEWithLogitsLoss,
    "softmax-cross-entropy": nn.CrossEntropyLoss,
}

OPTIMIZERS = {
    "sgd": lambda p, lr, decay: torch.optim.SGD(p, lr, weight_decay=decay),
    "momentum": lambda p, lr, mu, decay: torch.optim.SGD(p, lr, momentum=mu, weight_decay=decay),
    "nesterov": lambda p, lr, mu, decay: torch.optim.SGD(p, lr, momentum=mu, weight_decay=decay, nesterov=True),
    "adagrad": lambda p, lr, lr_decay, eps, decay: torch.optim.Adagrad(
        p, lr, lr_decay=lr_decay, eps=eps, weight_decay=decay),
    "rmsprop": lambda p, lr, alpha, eps, decay: torch.optim.RMSprop(p, lr, alpha=alpha, eps=eps, weight_decay=decay),
    "adam": lambda p, lr, b1, b2, eps, decay: torch.optim.Adam(p, lr, betas=(b1, b2), eps=eps, weight_decay=decay),
    "adamw": lambda p, lr, b1, b2, eps, decay: torch.optim.AdamW(p, lr, betas=(b1, b2), eps=eps, weight_decay=decay),
}


def warm_up_cosine(optimizer, steps, floor):
    """A linear rise from 1/steps to 1, then half a cosine over what is left."""
    rise = lr_scheduler.LinearLR(optimizer, start_factor=1 / steps, total_iters=int(steps) - 1)
    fall = lr_scheduler.CosineAnnealingLR(
        optimizer, T_max=STEPS - steps, eta_min=floor * optimizer.param_groups[0]["initial_lr"])
    return lr_scheduler.SequentialLR(optimizer, [rise, fall], milestones=[steps])


SCHEDULES = {
    "every": lambda o, steps, factor: lr_scheduler.StepLR(o, int(steps), factor),
    "stages": lambda o, stages, factor: lr_scheduler.MultiStepLR(
        o, [-(-STEPS * k // int(stages)) for k in range(1, int(stages))], factor),
    "cosine": lambda o, floor: lr_scheduler.CosineAnnealingLR(o, STEPS, eta_min=floor * o.param_groups[0]["lr"]),
    "warm-up-cosine": warm_up_cosine,
}


def call(table, text, *first):
    """Looks "name(1,2)" up in a table and calls what is there with these numbers, behind the arguments given."""
    name, _, arguments = text.partition("(")
    return table[name](*first, *(float(a) for a in arguments.rstrip(")").split(",") if a))


# Starts and data, shared by cases.

def dense(widths, activation="identity"):
    layers = []
    for i, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        layers.append(nn.Linear(inputs, outputs))
        if i < len(widths) - 2:
            layers.append(call(ACTIVATIONS, activation))
    return nn.Sequential(*layers)


def parameters(model):
    """PyTorch's names with the dense layers counted from 0, whatever stands between them."""
    linear = [layer for layer in model if isinstance(layer, nn.Linear)]
    for i, layer in enumerate(linear):
        yield f"{i}.weight", layer.weight
        yield f"{i}.bias", layer.bias


def add_start(widths):
    name = "-".join(map(str, widths))
    if f"start/{name}/0.weight" not in TENSORS:
        for key, value in parameters(dense(widths)):
            # Larger than PyTorch's own start, so that activations leave their straight part; no zero bias.
            TENSORS[f"start/{name}/{key}"] = value.detach() * 2
    return name


def add_data(inputs, outputs, rows, kind):
    name = f"{kind}-{rows}x{inputs}-{outputs}"
    if f"data/{name}/x" not in TENSORS:
        x = torch.randn(rows, inputs)
        clean = torch.tanh(x @ torch.randn(inputs, outputs) / inputs ** 0.5)
        TENSORS[f"data/{name}/x"] = x
        TENSORS[f"data/{name}/target"] = {
            "numbers": lambda: clean + 0.3 * torch.randn(rows, outputs),
            "probabilities": lambda: torch.sigmoid(4 * clean + torch.randn(rows, outputs)).round(decimals=1),
            "classes": lambda: clean.argmax(1, keepdim=True).to(torch.float32),
        }[kind]()
    return name


# One case.

def train(case, dtype):
    """Losses, and the parameters after 1 and after 20 steps."""
    widths = [int(w) for w in case["start"].split("-")]
    model = dense(widths, case["activation"]).to(dtype)
    with torch.no_grad():
        for key, value in parameters(model):
            value.copy_(TENSORS[f"start/{case['start']}/{key}"])
    x = TENSORS[f"data/{case['data']}/x"].to(dtype)
    target = TENSORS[f"data/{case['data']}/target"].to(dtype)
    if case["loss"] == "softmax-cross-entropy":
        target = target[:, 0].to(torch.int64)
    batch = int(case["batch"])
    loss_of = call(LOSSES, case["loss"])
    optimizer = call(OPTIMIZERS, case["optimizer"], model.parameters())
    schedule = call(SCHEDULES, case["schedule"], optimizer) if "schedule" in case else None
    losses, snapshots = [], {}
    while len(losses) < STEPS:
        for rows in range(0, len(x), batch):
            optimizer.zero_grad()
            loss = loss_of(model(x[rows:rows + batch]), target[rows:rows + batch])
            loss.backward()
            if "clip" in case:
                nn.utils.clip_grad_norm_(model.parameters(), float(case["clip"]))
            optimizer.step()
            if schedule:
                schedule.step()
            losses.append(loss.item())
            if len(losses) in (1, STEPS):
                snapshots[len(losses)] = {key: value.detach().clone() for key, value in parameters(model)}
    assert len(losses) == STEPS, f"{batch} rows per step make no whole epochs of {STEPS} steps"
    return losses, snapshots


def add(name, widths=(5, 7, 6, 4), rows=73, batch=16, activation="tanh", loss="mean-squared-error",
        optimizer="sgd(0.4,0)", **more):
    kind = {"softmax-cross-entropy": "classes", "binary-cross-entropy": "probabilities"}.get(loss, "numbers")
    case = {
        "start": add_start(widths),
        "data": add_data(widths[0], widths[-1], rows, kind),
        "batch": str(batch),
        "activation": activation,
        "loss": loss,
        "optimizer": optimizer,
        **more,
    }
    losses, snapshots = train(case, torch.float32)
    _, exact = train(case, torch.float64)
    for key, value in snapshots[1].items():
        start = TENSORS[f"start/{case['start']}/{key}"]
        moved = ((value - start).norm() / start.norm()).item()
        assert moved > 0.01, f"{name}: the first step moves {key} by {moved:.1e} only"
    for steps, most in (1, 2e-6), (STEPS, 2e-5):
        for key, value in snapshots[steps].items():
            off = ((value - exact[steps][key]).norm() / exact[steps][key].norm()).item()
            assert off < most, f"{name}: {key} after {steps} steps is {off:.1e} from float64's"
            worst[steps] = max(worst[steps], off)
    assert name not in METADATA, name
    METADATA[name] = " ".join(f"{key}={value}" for key, value in case.items())
    TENSORS[f"{name}/losses"] = torch.tensor(losses)
    for steps, snapshot in snapshots.items():
        for key, value in snapshot.items():
            TENSORS[f"{name}/after-{steps}/{key}"] = value


def write(path):
    header, data = {"__metadata__": METADATA}, b""
    for name, tensor in TENSORS.items():
        values = tensor.contiguous().numpy().astype("<f4").tobytes()
        header[name] = {
            "dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    temporary = path.with_suffix(".tmp")
    temporary.write_bytes(struct.pack("<Q", len(text)) + text + data)
    temporary.replace(path)


# The cases. Every hyper-parameter differs from its default somewhere, and epsilon is once large enough to be seen.

DEFAULT = {
    "sgd": "sgd(0.4,0)",
    "momentum": "momentum(0.2,0.9,0)",
    "nesterov": "nesterov(0.2,0.9,0)",
    "adagrad": "adagrad(0.05,0,1e-10,0)",
    "rmsprop": "rmsprop(0.01,0.99,1e-8,0)",
    "adam": "adam(0.02,0.9,0.999,1e-8,0)",
    "adamw": "adamw(0.02,0.9,0.999,1e-8,0.01)",
}

CHANGED = {
    "sgd": "sgd(0.3,0.1)",
    "momentum": "momentum(0.2,0.7,0.1)",
    "nesterov": "nesterov(0.2,0.7,0.1)",
    "adagrad": "adagrad(0.1,0.05,0.01,0.1)",
    "rmsprop": "rmsprop(0.05,0.9,0.01,0.1)",
    "adam": "adam(0.05,0.8,0.95,0.01,0.1)",
    "adamw": "adamw(0.05,0.8,0.95,0.01,0.5)",
}


def main():
    torch.manual_seed(20)
    torch.set_num_threads(1)
    losses = [loss if loss != "huber" else "huber(0.25)" for loss in LOSSES]
    for optimizer in OPTIMIZERS:
        for loss in losses:
            add(f"{optimizer}-{loss.partition('(')[0]}", loss=loss, optimizer=CHANGED[optimizer])
        add(f"{optimizer}-default", loss="softmax-cross-entropy", optimizer=DEFAULT[optimizer])
    for activation in ACTIVATIONS:
        add(f"activation-{activation}", activation=activation, optimizer=f"momentum({1.5 if activation == 'sigmoid' else 0.3},0.7,0)")
    for schedule in "every(3,0.7)", "stages(3,0.3)", "cosine(0.1)", "warm-up-cosine(4,0)":
        add(f"schedule-{schedule.partition('(')[0]}", optimizer="momentum(0.6,0.9,0)", schedule=schedule)
    add("schedule-adamw", loss="softmax-cross-entropy", optimizer=CHANGED["adamw"], schedule="cosine(0.1)")
    for clip in "0.2", "0.05":
        add(f"clip-{clip}", optimizer="sgd(2,0)", clip=clip)
    add("clip-nothing", optimizer="sgd(0.4,0)", clip="1000")
    add("clip-adam", loss="softmax-cross-entropy", optimizer=CHANGED["adam"], clip="0.3")
    add("shape-one-layer", widths=(13, 3), rows=31, batch=7, loss="softmax-cross-entropy")
    add("shape-one-in-one-out", widths=(1, 33, 1), rows=31, batch=7, activation="gelu",
        optimizer="nesterov(0.03,0.7,0.1)")
    add("shape-one-row-left", widths=(3, 16, 8, 2), rows=33, batch=8, activation="silu", optimizer=CHANGED["adamw"])
    add("shape-single-rows", widths=(3, 16, 8, 2), rows=5, batch=1, activation="relu", optimizer=CHANGED["adagrad"])
    add("shape-wide", widths=(19, 67, 10), rows=74, batch=19, activation="relu", loss="softmax-cross-entropy",
        optimizer="adam(0.02,0.9,0.999,1e-8,0)")
    add("shape-deep", widths=(6, 5, 7, 9, 11, 3), rows=41, batch=9, activation="selu", loss="huber(1)",
        optimizer=CHANGED["rmsprop"])
    path = pathlib.Path(__file__).with_name("trajectories.safetensors")
    write(path)
    print(f"{len(METADATA)} cases, {len(TENSORS)} tensors, {path.stat().st_size} bytes; float32 against float64: "
          f"{worst[1]:.1e} after 1 step, {worst[STEPS]:.1e} after {STEPS}")


worst = {1: 0.0, STEPS: 0.0}

if __name__ == "__main__":
    main()

"""Makes the fixtures beside this script: networks of PyTorch as safetensors files, and what they answer.

Needs python3 with torch (1.13 made those that are here). Only Python's and torch's own means are used, so that the files
don't come from the code that is tested.
"""
import json
import struct
from pathlib import Path

import torch
from torch import nn

TYPES = {torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64"}


def save(tensors, name, by_name=False):
    """Writes the tensors in their order, or sorted as the safetensors library does."""
    if by_name:
        tensors = dict(sorted(tensors.items()))
    header, data = {}, b""
    for key, tensor in tensors.items():
        tensor = tensor.detach().contiguous()
        raw = bytes(tensor.view(-1).view(torch.uint8).tolist()) if tensor.dim() else struct.pack("<q", tensor.item())
        header[key] = {"dtype": TYPES[tensor.dtype], "shape": list(tensor.shape),
                       "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    Path(__file__).with_name(name + ".safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(5, 7)
        self.fc2 = nn.Linear(7, 7)
        self.fc3 = nn.Linear(7, 7, bias=False)
        self.out = nn.Linear(7, 3)

    def forward(self, x):
        for layer in (self.fc1, self.fc2, self.fc3):
            x = torch.tanh(layer(x))
        return self.out(x)


class Deep(nn.Module):
    """Twelve layers of one shape: sorted by name, layers.10 comes before layers.2."""
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(4, 4) for _ in range(12)])

    def forward(self, x):
        for layer in self.layers:
            x = torch.tanh(layer(x))
        return x


class Named(nn.Module):
    """Layers of one shape whose names, sorted, are not in the order of their use."""
    def __init__(self):
        super().__init__()
        self.inner = nn.Linear(4, 4)
        self.hidden = nn.Linear(4, 4)
        self.final = nn.Linear(4, 4)

    def forward(self, x):
        return self.final(torch.tanh(self.hidden(torch.tanh(self.inner(x)))))


torch.manual_seed(1)
expected = {}


def answers(name, model, features):
    x = torch.randn(6, features)
    expected[name + ".x"] = x
    expected[name + ".y"] = model(x)
    return model.state_dict()


sequential = nn.Sequential(nn.Linear(5, 7), nn.ReLU(), nn.Dropout(0.5), nn.Linear(7, 3)).eval()
save(answers("sequential", sequential, 5), "sequential", by_name=True)
save(answers("net", Net(), 5), "net", by_name=True)
save(answers("deep", Deep(), 4), "deep", by_name=True)
named = answers("named", Named(), 4)
save(named, "named")
save(named, "named_sorted", by_name=True)
linear = nn.Linear(5, 2)
save(answers("linear", linear, 5), "linear")
for dtype in (torch.float64, torch.float16, torch.bfloat16):
    rounded = nn.Linear(5, 2).to(dtype)
    short = TYPES[dtype].lower()
    save(rounded.state_dict(), short)
    expected[short + ".weight"] = rounded.weight.float()
    expected[short + ".bias"] = rounded.bias.float()
save(nn.Sequential(nn.Linear(5, 7), nn.BatchNorm1d(7), nn.Linear(7, 3)).state_dict(), "batch_norm")
save(expected, "expected")

#!/usr/bin/env python3
"""Makes the ONNX files in this folder, with PyTorch's exporter and with onnx.helper.

Run once, with Debian's python3-torch (1.13), python3-onnx (1.12), python3-sklearn (1.2) and python3-numpy; the tests
need only what it has written. Beside each NAME.onnx stands NAME.bin, in little-endian order:

    int32    rows, in, out
    float32  x, rows * in
    float32  y, rows * out: what PyTorch or scikit-learn computes for x

The files torch-* are written by torch.onnx.export. The converters of scikit-learn and Keras (skl2onnx, tf2onnx) were
not at hand: the graphs in sklearn-* and keras-* are rebuilt here by hand, node by node as those converters write them,
around models that scikit-learn has really trained. Files refused-* are models that must not be accepted; they have no
NAME.bin.
"""

import os
import warnings

import numpy as np
import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))


def path(name, suffix):
    return os.path.join(HERE, name + suffix)


def write_bin(name, x, y):
    x = np.asarray(x, np.float32).reshape(len(x), -1)
    y = np.asarray(y, np.float32).reshape(len(x), -1)
    with open(path(name, ".bin"), "wb") as out:
        out.write(np.array([len(x), x.shape[1], y.shape[1]], "<i4").tobytes())
        out.write(x.astype("<f4").tobytes() + y.astype("<f4").tobytes())


def anonymous(name):
    """Takes paths of the machine out of a file: PyTorch puts the source lines of each node into doc_string."""
    model = onnx.load(path(name, ".onnx"), load_external_data=False)
    for node in model.graph.node:
        node.doc_string = ""
    onnx.save(model, path(name, ".onnx"))


def export(name, model, shape, rows=5, dynamic=True, train=False, dtype=torch.float32, expected=True, **options):
    """Exports a PyTorch module and what it computes in use."""
    torch.manual_seed(len(name))
    model = model.to(dtype)
    x = torch.randn(rows, *shape, dtype=dtype)
    model.eval()
    with torch.no_grad():
        y = model(x)
    if train:
        model.train()
    if dynamic:
        options["dynamic_axes"] = {"x": {0: "batch"}, "y": {0: "batch"}}
    torch.onnx.export(model, x if dynamic else x[:1], path(name, ".onnx"), input_names=["x"], output_names=["y"], **options)
    anonymous(name)
    if expected:
        write_bin(name, x, y)


ACTIVATIONS = {
    "identity": nn.Identity,
    "relu": nn.ReLU,
    "leaky-relu": lambda: nn.LeakyReLU(0.03),
    "elu": lambda: nn.ELU(0.7),
    "selu": nn.SELU,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "softplus": nn.Softplus,
    "silu": nn.SiLU,
    "gelu": nn.GELU,
    "gelu-tanh": lambda: nn.GELU(approximate="tanh"),
}


def activations():
    for opset in (9, 11, 13, 17):
        for name, activation in ACTIVATIONS.items():
            torch.manual_seed(opset)
            wide = nn.Linear(4, 17)
            # Larger than PyTorch starts with, so that activations are used where they bend.
            with torch.no_grad():
                wide.weight.mul_(4)
            export(f"torch-{name}-{opset}", nn.Sequential(wide, activation(), nn.Linear(17, 3)), (4,), opset_version=opset)


class View(nn.Module):
    """x.view(x.size(0), -1), which becomes Shape, Gather, Unsqueeze, Concat and Reshape."""

    def forward(self, x):
        return x.view(x.size(0), -1)


class FixedView(nn.Module):
    def forward(self, x):
        return x.view(-1, 12)


class Standardize(nn.Module):
    def __init__(self, mean, deviation):
        super().__init__()
        self.register_buffer("mean", torch.tensor(mean))
        self.register_buffer("deviation", torch.tensor(deviation))

    def forward(self, x):
        return (x - self.mean) / self.deviation


class Column(nn.Module):
    """Drops the last axis, as regressions with one output do."""

    def forward(self, x):
        return x.squeeze(-1)


class Functional(nn.Module):
    """Weights used as in functional style, with MatMul and transposes in the graph."""

    def __init__(self):
        super().__init__()
        self.w1 = nn.Parameter(torch.randn(7, 4))
        self.b1 = nn.Parameter(torch.randn(7))
        self.w2 = nn.Parameter(torch.randn(7, 2))

    def forward(self, x):
        return torch.log(torch.softmax(torch.tanh(x @ self.w1.t() + self.b1) @ self.w2, dim=1))


class HandGelu(nn.Module):
    """GELU as people write it themselves."""

    def forward(self, x):
        return 0.5 * x * (1.0 + torch.erf(x * 0.7071067811865475))


class HandGeluTanh(nn.Module):
    def forward(self, x):
        return 0.5 * x * (1.0 + torch.tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)))


class HandSoftplus(nn.Module):
    def forward(self, x):
        return torch.log(1 + torch.exp(x))


class HandSoftmax(nn.Module):
    def forward(self, x):
        e = torch.exp(x - torch.max(x, dim=1, keepdim=True)[0])
        return e / torch.sum(e, dim=1, keepdim=True)


class Normed(nn.Module):
    """A batch normalisation whose statistics aren't those of a new one."""

    def __init__(self, features):
        super().__init__()
        self.norm = nn.BatchNorm1d(features)
        with torch.no_grad():
            self.norm.running_mean.uniform_(-1, 1)
            self.norm.running_var.uniform_(0.2, 3)
            self.norm.weight.uniform_(-2, 2)
            self.norm.bias.uniform_(-1, 1)

    def forward(self, x):
        return self.norm(x)


def structures():
    torch.manual_seed(1)
    training = torch.onnx.TrainingMode
    mlp = lambda *last: nn.Sequential(nn.Linear(4, 9), nn.ReLU(), nn.Linear(9, 6), nn.Tanh(), nn.Linear(6, 3), *last)
    export("torch-fixed-batch", mlp(), (4,), dynamic=False)
    export("torch-softmax", mlp(nn.Softmax(dim=1)), (4,), opset_version=17)
    export("torch-softmax-9", mlp(nn.Softmax(dim=-1)), (4,), opset_version=9)
    export("torch-log-softmax", mlp(nn.LogSoftmax(dim=1)), (4,), opset_version=13)
    export("torch-log-softmax-11", mlp(nn.LogSoftmax(dim=-1)), (4,), opset_version=11)
    export("torch-sigmoid-last", mlp(nn.Sigmoid()), (4,), opset_version=13)
    export("torch-dropout", nn.Sequential(nn.Linear(4, 9), nn.ReLU(), nn.Dropout(0.5), nn.Linear(9, 3)), (4,), opset_version=13)
    drop = nn.Sequential(nn.Linear(4, 9), nn.ReLU(), nn.Dropout(0.5), nn.Linear(9, 3))
    export("torch-dropout-training-9", drop, (4,), opset_version=9, train=True, training=training.TRAINING, do_constant_folding=False)
    export("refused-dropout-training", drop, (4,), opset_version=13, train=True, training=training.TRAINING, do_constant_folding=False, expected=False)
    export("torch-no-bias", nn.Sequential(nn.Linear(4, 9, bias=False), nn.ReLU(), nn.Linear(9, 1, bias=False)), (4,), opset_version=13)
    norm = nn.Sequential(nn.Linear(4, 9), Normed(9), nn.ReLU(), nn.Linear(9, 3))
    export("torch-batch-norm", norm, (4,), opset_version=13)
    export("torch-batch-norm-preserve", norm, (4,), opset_version=13, training=training.PRESERVE, do_constant_folding=False)
    export("torch-batch-norm-after", nn.Sequential(nn.Linear(4, 9), nn.ReLU(), Normed(9), nn.Linear(9, 3)), (4,), opset_version=9)
    export("torch-batch-norm-first", nn.Sequential(Normed(4), nn.Linear(4, 3), nn.ReLU()), (4,), opset_version=17)
    export("torch-batch-norm-last", nn.Sequential(nn.Linear(4, 3), nn.ReLU(), Normed(3)), (4,), opset_version=17)
    export("torch-flatten", nn.Sequential(nn.Flatten(), nn.Linear(12, 5), nn.ReLU(), nn.Linear(5, 2)), (1, 3, 4), opset_version=13)
    export("torch-view", nn.Sequential(View(), nn.Linear(12, 5), nn.ReLU(), nn.Linear(5, 2)), (1, 3, 4), opset_version=13)
    export("torch-view-9", nn.Sequential(View(), nn.Linear(12, 5), nn.ReLU(), nn.Linear(5, 2)), (1, 3, 4), opset_version=9, do_constant_folding=False)
    export("torch-fixed-view", nn.Sequential(FixedView(), nn.Linear(12, 5), nn.ReLU(), nn.Linear(5, 2)), (3, 4), opset_version=17)
    export("torch-image-norm", nn.Sequential(Standardize([[[0.1]], [[0.2]], [[0.3]]], [[[0.5]], [[0.6]], [[0.7]]]), nn.Flatten(), nn.Linear(12, 5), nn.ReLU()), (3, 2, 2), opset_version=13)
    export("torch-standardize", nn.Sequential(Standardize([0.5, -1.0, 2.0, 0.0], [2.0, 0.5, 1.0, 3.0]), nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 2)), (4,), opset_version=13)
    export("torch-no-folding", mlp(), (4,), opset_version=13, do_constant_folding=False)
    export("torch-no-folding-9", mlp(), (4,), opset_version=9, do_constant_folding=False)
    export("torch-initializers-as-inputs", mlp(), (4,), opset_version=11, keep_initializers_as_inputs=True)
    export("torch-functional", Functional(), (4,), opset_version=13, do_constant_folding=False)
    export("torch-functional-folded", Functional(), (4,), opset_version=17)
    export("torch-three-axes", mlp(), (1, 4), opset_version=13)
    export("torch-column", nn.Sequential(nn.Linear(4, 6), nn.SiLU(), nn.Linear(6, 1), Column()), (4,), opset_version=13)
    export("torch-prelu", nn.Sequential(nn.Linear(4, 6), nn.PReLU(), nn.Linear(6, 2)), (4,), opset_version=13)
    export("torch-celu", nn.Sequential(nn.Linear(4, 6), nn.CELU(), nn.Linear(6, 2)), (4,), opset_version=13)
    export("torch-two-activations", nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Tanh(), nn.Linear(6, 2)), (4,), opset_version=13)
    export("torch-double", mlp(), (4,), opset_version=13, dtype=torch.float64)
    for name, module in {"gelu": HandGelu, "gelu-tanh": HandGeluTanh, "softplus": HandSoftplus, "softmax": HandSoftmax}.items():
        export(f"torch-hand-{name}", nn.Sequential(nn.Linear(4, 6), module(), nn.Linear(6, 2)), (4,), opset_version=13)
    export("torch-external", mlp(), (4,), opset_version=13)
    model = onnx.load(path("torch-external", ".onnx"))
    data = path("torch-external", ".onnx.data")
    if os.path.exists(data):
        os.remove(data)
    onnx.save_model(model, path("torch-external", ".onnx"), save_as_external_data=True, all_tensors_to_one_file=True, location="torch-external.onnx.data", size_threshold=0)


def refused():
    mlp = lambda activation: nn.Sequential(nn.Linear(4, 6), activation, nn.Linear(6, 2))
    for name, module in {
        "hard-sigmoid": nn.Hardsigmoid(),
        "hard-swish": nn.Hardswish(),
        "mish": nn.Mish(),
        "relu6": nn.ReLU6(),
        "log-sigmoid": nn.LogSigmoid(),
        "softsign": nn.Softsign(),
        "leaky-above-one": nn.LeakyReLU(1.5),
        "prelu-per-feature": nn.PReLU(6, 0.1),
    }.items():
        if name == "prelu-per-feature":
            with torch.no_grad():
                module.weight.copy_(torch.arange(6) / 10)
        export(f"judged-{name}", mlp(module), (4,), opset_version=14, expected=False)
    convolution = nn.Sequential(nn.Conv1d(1, 2, 3), nn.Flatten(), nn.Linear(4, 2))
    export("refused-convolution", convolution, (1, 4), opset_version=13, expected=False)
    norm = nn.Sequential(nn.Linear(4, 3), Normed(3), nn.Linear(3, 2))
    export("refused-batch-norm-training", norm, (4,), opset_version=13, train=True, training=torch.onnx.TrainingMode.TRAINING, do_constant_folding=False, expected=False)


class Ways(nn.Module):
    """A module whose forward is a function of the input and of six linear layers."""

    def __init__(self, forward, *sizes):
        super().__init__()
        self.ways = forward
        self.f = nn.ModuleList([nn.Linear(a, b) for a, b in sizes])
        self.norm = nn.LayerNorm(6)

    def forward(self, x):
        return self.ways(self, x, *self.f)


def highway(m, x, gate, inner):
    g = torch.sigmoid(gate(x))
    return g * torch.relu(inner(x)) + (1 - g) * x


def dense_block(m, x, one, two, three):
    a = torch.relu(one(x))
    b = torch.relu(two(torch.cat([x, a], 1)))
    return torch.cat([x, a, b, three(torch.cat([x, a, b], 1))], 1)


def towers(m, x, left, right, top):
    return top(torch.cat([torch.relu(left(x[:, :2])), torch.tanh(right(x[:, 2:]))], 1))


def dueling(m, x, trunk, value, advantage):
    h = torch.relu(trunk(x))
    a = advantage(h)
    return value(h) + a - a.mean(1, keepdim=True)


def chunks(m, x, both, out):
    a, b = both(x).chunk(2, 1)
    return out(a * torch.tanh(b))


def gated(m, x, gate, up, down):
    n = m.norm(x)
    return x + down(F.silu(gate(n)) * up(n))


def crossed(m, x, one, two, three):
    y = x
    for layer in (one, two, three):
        y = x * layer(y) + y
    return y


def mixed(m, x, u, v, z, out):
    a, b = torch.tanh(u(x)), torch.tanh(v(x))
    h = torch.tanh(z(x))
    h = (1 - h) * a + h * b
    h = torch.tanh(out(h))
    return (1 - h) * a + h * b


def branches():
    """Several ways through a network."""
    six = (6, 6)
    cases = {
        "residual": (lambda m, x, a, b: b(x + torch.relu(a(x))), six, (6, 2)),
        "glu": (lambda m, x, a, b: b(F.glu(a(x), 1)), (6, 8), (4, 3)),
        "chunks": (chunks, (6, 10), (5, 2)),
        "gated": (gated, (6, 9), (6, 9), (9, 6)),
        "highway": (highway, six, six),
        "dense-block": (dense_block, (6, 3), (9, 4), (13, 2)),
        "towers": (towers, (2, 5), (4, 3), (8, 2)),
        "dueling": (dueling, (6, 7), (7, 1), (7, 4)),
        "wide-deep": (lambda m, x, a, b, w: torch.sigmoid(b(torch.relu(a(x))) + w(x)), (6, 8), (8, 2), (6, 2)),
        "skip": (lambda m, x, a, b: b(torch.cat([x, torch.relu(a(x))], -1)), (6, 5), (11, 3)),
        "crossed": (crossed, six, six, six),
        "mixed": (mixed, six, six, six, six),
    }
    for name, (forward, *sizes) in cases.items():
        for opset in (11, 17):
            torch.manual_seed(opset)
            export(f"torch-{name}-{opset}", Ways(forward, *sizes), (6,), opset_version=opset)


def tensor(name, array, raw=False):
    array = np.asarray(array)
    if raw:
        return numpy_helper.from_array(array, name)
    return helper.make_tensor(name, helper.np_dtype_to_tensor_dtype(array.dtype) if hasattr(helper, "np_dtype_to_tensor_dtype") else onnx.mapping.NP_TYPE_TO_TENSOR_TYPE[array.dtype], array.shape, array.ravel())


def save(name, nodes, tensors, inputs, outputs, opset=13, ml=True, check=True):
    graph = helper.make_graph(nodes, name, inputs, outputs, tensors)
    opsets = [helper.make_opsetid("", opset)] + ([helper.make_opsetid("ai.onnx.ml", 1)] if ml else [])
    model = helper.make_model(graph, opset_imports=opsets, producer_name="make-fixtures")
    model.ir_version = 8
    if check:
        onnx.checker.check_model(model)
    onnx.save(model, path(name, ".onnx"))


def floats(name, *shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def sklearn_layers(model, x, nodes, tensors):
    """What skl2onnx writes for the layers: MatMul, Add and the activation; returns the last tensor."""
    operators = {"identity": None, "relu": "Relu", "tanh": "Tanh", "logistic": "Sigmoid", "softmax": "Softmax"}
    for i, (w, b) in enumerate(zip(model.coefs_, model.intercepts_)):
        suffix = str(i) if i else ""
        tensors.append(tensor("coefficient" + suffix, w.astype(np.float32)))
        tensors.append(tensor("intercepts" + suffix, b.astype(np.float32).reshape(1, -1)))
        nodes.append(helper.make_node("MatMul", [x, "coefficient" + suffix], ["mul_result" + suffix], name="MatMul" + suffix))
        nodes.append(helper.make_node("Add", ["mul_result" + suffix, "intercepts" + suffix], ["add_result" + suffix], name="Add" + suffix))
        x = "add_result" + suffix
        last = i == len(model.coefs_) - 1
        operator = operators[model.out_activation_ if last else model.activation]
        if operator:
            y = "out_activations_result" if last else "next_activations" + suffix
            nodes.append(helper.make_node(operator, [x], [y], name=operator + suffix))
            x = y
    return x


def sklearn_classifier(name, model, x, zipmap, strings=False, scaler=None, opset=13):
    """The graph of skl2onnx for MLPClassifier: probabilities, and a label branch beside them."""
    nodes, tensors = [], []
    start = "float_input"
    if scaler is not None:
        nodes.append(helper.make_node("Scaler", [start], ["variable"], domain="ai.onnx.ml", name="Scaler", offset=scaler.mean_.astype(np.float32), scale=(1 / scaler.scale_).astype(np.float32)))
        start = "variable"
    nodes.append(helper.make_node("Cast", [start], ["cast_input"], name="Cast", to=TensorProto.FLOAT))
    y = sklearn_layers(model, "cast_input", nodes, tensors)
    probabilities = "probabilities"
    if len(model.classes_) == 2:
        tensors.append(tensor("unity", np.array(1, np.float32)))
        nodes.append(helper.make_node("Sub", ["unity", y], ["negative_class_proba"], name="Sub"))
        nodes.append(helper.make_node("Concat", ["negative_class_proba", y], [probabilities], name="Concat", axis=1))
    else:
        nodes.append(helper.make_node("Identity", [y], [probabilities], name="Identity"))
    labels = [str(c) for c in model.classes_] if strings else [int(c) for c in model.classes_]
    label_type = TensorProto.STRING if strings else TensorProto.INT64
    tensors.append(helper.make_tensor("classes", TensorProto.STRING if strings else TensorProto.INT32, [len(labels)], [l.encode() for l in labels] if strings else labels))
    tensors.append(tensor("shape_tensor", np.array([-1], np.int64)))
    nodes.append(helper.make_node("ArgMax", [probabilities], ["argmax_output"], name="ArgMax", axis=1))
    nodes.append(helper.make_node("ArrayFeatureExtractor", ["classes", "argmax_output"], ["array_feature_extractor_result"], name="ArrayFeatureExtractor", domain="ai.onnx.ml"))
    if strings:
        nodes.append(helper.make_node("Reshape", ["array_feature_extractor_result", "shape_tensor"], ["output_label"], name="Reshape"))
    else:
        nodes.append(helper.make_node("Cast", ["array_feature_extractor_result"], ["cast2_result"], name="Cast1", to=TensorProto.FLOAT))
        nodes.append(helper.make_node("Reshape", ["cast2_result", "shape_tensor"], ["reshaped_result"], name="Reshape"))
        nodes.append(helper.make_node("Cast", ["reshaped_result"], ["output_label"], name="Cast2", to=TensorProto.INT64))
    outputs = [helper.make_tensor_value_info("output_label", label_type, [None])]
    if zipmap:
        keys = {"classlabels_strings": labels} if strings else {"classlabels_int64s": labels}
        nodes.append(helper.make_node("ZipMap", [probabilities], ["output_probability"], name="ZipMap", domain="ai.onnx.ml", **keys))
        maps = onnx.ValueInfoProto(name="output_probability")
        element = maps.type.sequence_type.elem_type.map_type
        element.key_type = label_type
        element.value_type.tensor_type.elem_type = TensorProto.FLOAT
        outputs.append(maps)
    else:
        outputs.append(floats(probabilities, None, len(labels)))
    save(name, nodes, tensors, [floats("float_input", None, x.shape[1])], outputs, opset)
    write_bin(name, x, model.predict_proba(x if scaler is None else scaler.transform(x)))


def sklearn():
    x, y = load_iris(return_X_y=True)
    x = x.astype(np.float32)
    train = lambda model, *data: model.set_params(random_state=1, max_iter=100).fit(*data)
    sklearn_classifier("sklearn-classes", train(MLPClassifier((7,)), x, y), x[::30], zipmap=False)
    sklearn_classifier("sklearn-zipmap-strings", train(MLPClassifier((6, 5), activation="tanh"), x, y), x[::30], zipmap=True, strings=True, opset=11)
    two, pair = x[50:], y[50:] - 1
    sklearn_classifier("sklearn-binary", train(MLPClassifier((7,), activation="logistic"), two, pair), two[::20], zipmap=False)
    x, y = load_breast_cancer(return_X_y=True)
    x = x.astype(np.float32)
    scaler = StandardScaler().fit(x)
    sklearn_classifier("sklearn-binary-zipmap-scaler", train(MLPClassifier((8,)), scaler.transform(x), y), x[::100], zipmap=True, scaler=scaler)
    x, y = load_diabetes(return_X_y=True)
    x = x.astype(np.float32) * 10
    model = train(MLPRegressor((6,)), x, y)
    nodes, tensors = [helper.make_node("Cast", ["X"], ["cast_input"], name="Cast", to=TensorProto.FLOAT)], []
    last = sklearn_layers(model, "cast_input", nodes, tensors)
    tensors.append(tensor("shape_tensor", np.array([-1, 1], np.int64)))
    nodes.append(helper.make_node("Reshape", [last, "shape_tensor"], ["variable"], name="Reshape"))
    save("sklearn-regressor", nodes, tensors, [floats("X", None, 10)], [floats("variable", None, 1)], ml=False)
    write_bin("sklearn-regressor", x[::80], model.predict(x[::80]))


def dense(nodes, tensors, name, x, w, b):
    """What tf2onnx writes for a Dense layer."""
    tensors.append(tensor(f"{name}/MatMul/ReadVariableOp:0", w, raw=True))
    tensors.append(tensor(f"{name}/BiasAdd/ReadVariableOp:0", b, raw=True))
    nodes.append(helper.make_node("MatMul", [x, f"{name}/MatMul/ReadVariableOp:0"], [f"{name}/MatMul:0"], name=f"{name}/MatMul"))
    nodes.append(helper.make_node("Add", [f"{name}/MatMul:0", f"{name}/BiasAdd/ReadVariableOp:0"], [f"{name}/BiasAdd:0"], name=f"{name}/BiasAdd"))
    return f"{name}/BiasAdd:0"


def keras():
    random = np.random.default_rng(1)
    draw = lambda *shape: random.standard_normal(shape).astype(np.float32)
    relu = lambda z: np.maximum(z, 0)
    softmax = lambda z: np.exp(z) / np.exp(z).sum(1, keepdims=True)
    w1, b1, w2, b2 = draw(12, 7), draw(7), draw(7, 3), draw(3)

    # Flatten, Dense(relu), Dropout (left out by the converter), Dense(softmax), as tf2onnx writes them.
    nodes, tensors = [], [tensor("model/flatten/Const:0", np.array([-1, 12], np.int64), raw=True)]
    nodes.append(helper.make_node("Reshape", ["flatten_input", "model/flatten/Const:0"], ["model/flatten/Reshape:0"], name="model/flatten/Reshape"))
    z = dense(nodes, tensors, "model/dense", "model/flatten/Reshape:0", w1, b1)
    nodes.append(helper.make_node("Relu", [z], ["model/dense/Relu:0"], name="model/dense/Relu"))
    z = dense(nodes, tensors, "model/dense_1", "model/dense/Relu:0", w2, b2)
    nodes.append(helper.make_node("Softmax", [z], ["dense_1"], name="model/dense_1/Softmax", axis=-1))
    save("keras-flatten", nodes, tensors, [floats("flatten_input", "unk__1", 3, 4, 1)], [floats("dense_1", "unk__2", 3)], ml=False)
    x = draw(5, 12)
    write_bin("keras-flatten", x, softmax(relu(x @ w1 + b1) @ w2 + b2))

    # Normalization, Dense(gelu), BatchNormalization, Dense(swish): constants as nodes, products written out.
    mean, deviation = draw(1, 12), np.abs(draw(1, 12)) + 0.5
    gamma, beta = draw(7), draw(7)
    nodes, tensors = [], [tensor("sub/y:0", mean, raw=True), tensor("sqrt:0", deviation, raw=True), tensor("bn/mul", gamma, raw=True), tensor("bn/sub", beta, raw=True)]
    nodes.append(helper.make_node("Sub", ["x", "sub/y:0"], ["norm/sub:0"], name="norm/sub"))
    nodes.append(helper.make_node("Div", ["norm/sub:0", "sqrt:0"], ["norm/truediv:0"], name="norm/truediv"))
    z = dense(nodes, tensors, "model/dense", "norm/truediv:0", w1, b1)
    for value, name in ((0.5, "half"), (1.4142135, "sqrt2"), (1.0, "one")):
        nodes.append(helper.make_node("Constant", [], [name], value=tensor(name, np.array(value, np.float32))))
    nodes.append(helper.make_node("Mul", ["half", z], ["gelu/mul:0"], name="gelu/mul"))
    nodes.append(helper.make_node("Div", [z, "sqrt2"], ["gelu/truediv:0"], name="gelu/truediv"))
    nodes.append(helper.make_node("Erf", ["gelu/truediv:0"], ["gelu/Erf:0"], name="gelu/Erf"))
    nodes.append(helper.make_node("Add", ["one", "gelu/Erf:0"], ["gelu/add:0"], name="gelu/add"))
    nodes.append(helper.make_node("Mul", ["gelu/mul:0", "gelu/add:0"], ["gelu/mul_1:0"], name="gelu/mul_1"))
    nodes.append(helper.make_node("Mul", ["gelu/mul_1:0", "bn/mul"], ["bn/mul_1:0"], name="bn/mul_1"))
    nodes.append(helper.make_node("Add", ["bn/mul_1:0", "bn/sub"], ["bn/add_1:0"], name="bn/add_1"))
    z = dense(nodes, tensors, "model/dense_1", "bn/add_1:0", w2, b2)
    nodes.append(helper.make_node("Sigmoid", [z], ["swish/Sigmoid:0"], name="swish/Sigmoid"))
    nodes.append(helper.make_node("Mul", [z, "swish/Sigmoid:0"], ["swish/mul:0"], name="swish/mul"))
    nodes.append(helper.make_node("Identity", ["swish/mul:0"], ["Identity:0"], name="Identity"))
    save("keras-normalization", nodes, tensors, [floats("x", "unk__1", 12)], [floats("Identity:0", "unk__2", 3)], ml=False)
    with torch.no_grad():
        t = torch.tensor((x - mean) / deviation, dtype=torch.float64)
        h = F.gelu(t @ torch.tensor(w1, dtype=torch.float64) + torch.tensor(b1)) * torch.tensor(gamma) + torch.tensor(beta)
        write_bin("keras-normalization", x, F.silu(h @ torch.tensor(w2, dtype=torch.float64) + torch.tensor(b2)))


def operators():
    """Operators newer than PyTorch 1.13, and weights in half precision."""
    random = np.random.default_rng(2)
    w1, w2 = random.standard_normal((4, 6)).astype(np.float32), random.standard_normal((6, 2)).astype(np.float32)
    x = random.standard_normal((5, 4)).astype(np.float32)
    for form in ("none", "tanh"):
        nodes = [
            helper.make_node("MatMul", ["x", "w1"], ["z"], name="first"),
            helper.make_node("Gelu", ["z"], ["h"], name="activation", approximate=form),
            helper.make_node("MatMul", ["h", "w2"], ["y"], name="second"),
        ]
        name = "operator-gelu-20" + ("" if form == "none" else "-tanh")
        save(name, nodes, [tensor("w1", w1), tensor("w2", w2, raw=True)], [floats("x", "n", 4)], [floats("y", "n", 2)], opset=20, ml=False, check=False)
        with torch.no_grad():
            write_bin(name, x, F.gelu(torch.tensor(x @ w1), approximate=form) @ torch.tensor(w2))
    h1, h2 = w1.astype(np.float16), w2.astype(np.float16)
    for raw in (False, True):
        nodes = [
            helper.make_node("Cast", ["h1"], ["w1"], to=TensorProto.FLOAT),
            helper.make_node("Cast", ["h2"], ["w2"], to=TensorProto.FLOAT),
            helper.make_node("MatMul", ["x", "w1"], ["z"]),
            helper.make_node("Relu", ["z"], ["h"]),
            helper.make_node("MatMul", ["h", "w2"], ["y"]),
        ]
        name = "operator-half" + ("-raw" if raw else "")
        halves = [numpy_helper.from_array(h, n) if raw else helper.make_tensor(n, TensorProto.FLOAT16, h.shape, h.ravel()) for n, h in (("h1", h1), ("h2", h2))]
        save(name, nodes, halves, [floats("x", "n", 4)], [floats("y", "n", 2)], ml=False)
        write_bin(name, x, np.maximum(x @ h1.astype(np.float32), 0) @ h2.astype(np.float32))


activations()
structures()
branches()
refused()
sklearn()
keras()
operators()

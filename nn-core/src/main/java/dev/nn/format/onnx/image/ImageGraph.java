package dev.nn.format.onnx.image;

import dev.nn.data.DataFormatException;
import dev.nn.expression.Expression;
import dev.nn.expression.ExpressionBuilder;
import dev.nn.expression.Operation;
import dev.nn.format.onnx.evaluate.ImageOperators;
import dev.nn.format.onnx.evaluate.RowShape;
import dev.nn.format.onnx.evaluate.ShapeInference;
import dev.nn.format.onnx.evaluate.ShapeOperators;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.recognise.Chain;
import dev.nn.format.onnx.recognise.Recognition;
import dev.nn.format.onnx.recognise.Step;
import dev.nn.network.ImageShape;
import dev.nn.network.NetworkBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The walk through a part of a graph where its tensors are images, from cut to cut: each segment is a layer, a change of
 * axes that this library's one order has no need of, or what joins branches.
 */
final class ImageGraph {
    private static final int[] NO_PADS = new int[4];

    private final ShapeInference known;
    private final Chain chain;
    private final List<Part> parts = new ArrayList<>();
    private Layout layout;

    /** Zeros that the next convolution adds to its own: above, left, below, right. */
    private int[] pads = NO_PADS;

    private @Nullable OnnxNode padding;

    ImageGraph(ShapeInference known, Chain chain, Layout layout) {
        this.known = known;
        this.chain = chain;
        this.layout = layout;
    }

    List<Part> parts() {
        return parts;
    }

    Layout layout() {
        return layout;
    }

    /** Goes on from a cut as long as there are images; returns the cut behind them. */
    int walk(int from) throws DataFormatException {
        int cut = from;
        while (cut < chain.segments().size() && !layout.isFlat()) {
            List<OnnxNode> segment = chain.segments().get(cut);
            if (segment.size() == 1
                    ? !single(segment.getFirst())
                    : !joined(segment, chain.tensors().get(cut))) {
                function(cut);
            }
            cut++;
        }
        if (padding != null) throw padding.wrong("a convolution behind the padding", "something else");
        return cut;
    }

    private RowShape shapeOf(String tensor, OnnxNode node) throws DataFormatException {
        RowShape shape = known.rows(tensor);
        if (shape == null) throw node.unsupported();
        return shape;
    }

    /** A node by itself; false if it is none of those that only images have. */
    private boolean single(OnnxNode node) throws DataFormatException {
        if (padding != null && !node.is("Conv")) {
            throw padding.wrong("a convolution behind the padding", node.describe());
        }
        if (ImageOperators.needsImages(node)) {
            windowed(node);
            return true;
        }
        switch (node.domain().isEmpty() ? node.operator() : "") {
            case "BatchNormalization" -> {
                requireChannelsFirst(node);
                parts.add(ImageParts.batchNorm(node, layout.image(), known));
            }
            case "LayerNormalization" -> {
                requireChannelsFirst(node);
                parts.add(ImageParts.layerNorm(node, layout.image(), known));
            }
            case "Pad" -> {
                requireChannelsFirst(node);
                long[] all = ImageOperators.pads(node, known);
                if (all[0] != 0 || all[1] != 0 || all[4] != 0 || all[5] != 0) {
                    throw node.wrong("padding of height and width", "of batch or channels");
                }
                pads = new int[] {(int) all[2], (int) all[3], (int) all[6], (int) all[7]};
                padding = node;
            }
            case "Transpose" -> {
                int[] order = ShapeOperators.permutation(node, ImageOperators.RANK);
                StringBuilder axes = new StringBuilder();
                for (int d = 1; d < order.length; d++) axes.append(layout.axes().charAt(order[d] - 1));
                layout = layout.withAxes(axes.toString());
            }
            case "Flatten", "Reshape", "Squeeze", "Unsqueeze" -> {
                RowShape shape = shapeOf(node.output(), node);
                Layout changed = layout.reshaped(shape);
                if (changed == null) throw node.wrong("images to stay images, or to become flat", "shape " + shape);
                layout = changed;
            }
            case "ReduceMean" -> mean(node);
            case "Identity", "Dropout" -> {}
            default -> {
                return false;
            }
        }
        return true;
    }

    private void requireChannelsFirst(OnnxNode node) throws DataFormatException {
        if (layout.isChannelsFirst()) return;
        throw node.wrong("images with their channels first", "axes " + layout.axes());
    }

    private void windowed(OnnxNode node) throws DataFormatException {
        requireChannelsFirst(node);
        RowShape in = shapeOf(node.input(0), node);
        if (node.is("Conv")) {
            parts.add(ImageParts.convolution(node, in, known, pads));
            pads = NO_PADS;
            padding = null;
        } else {
            parts.add(ImageParts.pool(node, in, known));
        }
        layout = Layout.of(shapeOf(node.output(), node), Layout.CHANNELS_FIRST);
    }

    private void mean(OnnxNode node) throws DataFormatException {
        int[] axes = ImageOperators.meanAxes(node, known);
        int h = layout.axes().indexOf('H') + 1, w = layout.axes().indexOf('W') + 1;
        if (axes == null || axes[0] != Math.min(h, w) || axes[1] != Math.max(h, w)) {
            throw node.wrong("the mean over height and width", "over other axes");
        }
        parts.add(new Part.Plain(NetworkBuilder::globalAveragePool));
        layout = layout.with(new ImageShape(1, 1, layout.image().channels()));
        if (shapeOf(node.output(), node).rank() == 2) layout = layout.flat();
    }

    /** The sum of two branches, or several whose channels stand side by side; false if the segment is something else. */
    private boolean joined(List<OnnxNode> segment, String from) throws DataFormatException {
        OnnxNode last = segment.getLast();
        boolean concat = last.is("Concat");
        boolean images =
                segment.stream().anyMatch(node -> ImageOperators.needsImages(node) || node.is("BatchNormalization"));
        if (!images && !concat) return false;
        if (padding != null) throw padding.wrong("a convolution behind the padding", last.describe());
        boolean sum = last.is("Add", "Sum") && last.inputs().size() == 2;
        boolean depend = last.inputs().stream().allMatch(input -> known.rows(input) != null);
        if (!depend || !(sum || concat)) {
            throw last.wrong(
                    "one path from input to output, a sum of two, or several with their channels side by side",
                    "several that meet here");
        }
        List<ImageGraph> branches = new ArrayList<>();
        for (String input : last.inputs()) {
            branches.add(branch(segment, from, input));
            requireAlike(last, branches.getFirst().layout, branches.getLast().layout, concat);
        }
        List<List<Part>> parts = branches.stream().map(ImageGraph::parts).toList();
        layout = branches.getFirst().layout;
        if (concat) requireAlongChannels(last);
        if (parts.stream().allMatch(List::isEmpty)) return false;
        if (concat) {
            this.parts.add(new Part.Concat(parts));
            int channels = 0;
            for (ImageGraph branch : branches) channels += branch.layout.image().channels();
            layout = layout.with(
                    new ImageShape(layout.image().height(), layout.image().width(), channels));
        } else {
            boolean swapped = parts.getFirst().isEmpty();
            this.parts.add(new Part.Sum(parts.get(swapped ? 1 : 0), parts.get(swapped ? 0 : 1)));
        }
        return true;
    }

    private void requireAlongChannels(OnnxNode concat) throws DataFormatException {
        int axis = ShapeOperators.axis(concat, concat.integer("axis", 1), ImageOperators.RANK);
        if (axis == layout.axes().indexOf('C') + 1) return;
        throw concat.wrong("channels side by side", "axis %d of %s".formatted(axis, layout.axes()));
    }

    /** Checks that two branches give images of one height, width and order of axes, and, if not told otherwise, channels. */
    private static void requireAlike(OnnxNode node, Layout a, Layout b, boolean anyChannels)
            throws DataFormatException {
        ImageShape one = a.image(), other = b.image();
        if (a.axes().equals(b.axes())
                && one.height() == other.height()
                && one.width() == other.width()
                && (anyChannels || one.channels() == other.channels())) return;
        throw node.wrong("branches of one shape", "%s (%s) and %s (%s)".formatted(one, a.axes(), other, b.axes()));
    }

    private ImageGraph branch(List<OnnxNode> segment, String from, String to) throws DataFormatException {
        Chain own = from.equals(to) ? Chain.empty(from) : Chain.between(segment, known, List.of(from), to);
        ImageGraph branch = new ImageGraph(known, own, layout);
        int end = branch.walk(0);
        if (end < own.segments().size() || branch.layout.isFlat()) {
            throw segment.getLast().wrong("branches that are images", "one that is flat");
        }
        return branch;
    }

    /** An activation, or another function that does the same to all values, or to all of a channel. */
    private void function(int cut) throws DataFormatException {
        OnnxNode node = chain.segments().get(cut).getLast();
        if (padding != null) throw padding.wrong("a convolution behind the padding", node.describe());
        for (Step step : Recognition.steps(known, chain.only(cut))) {
            if (step instanceof Step.Elementwise elementwise) {
                parts.add(new Part.Plain(to -> to.activation(elementwise.activation())));
            } else if (step instanceof Step.Scaling scaling) {
                scaling(node, scaling);
            } else if (step instanceof Step.Formula formula && isUniform(formula.expression())) {
                parts.add(new Part.Plain(to -> to.formula(formula.expression())));
            } else {
                throw node.wrong("an operator that does the same to all pixels", node.operator());
            }
        }
    }

    private void scaling(OnnxNode node, Step.Scaling scaling) throws DataFormatException {
        int channels = layout.image().channels(), pixels = layout.image().pixels();
        if (scaling.scale().length == 1 && scaling.shift().length == 1) {
            int features = layout.image().size();
            ExpressionBuilder b = new ExpressionBuilder(features);
            Expression expression = b.build(scaling.add(b, b.input()));
            parts.add(new Part.Plain(to -> to.formula(expression)));
            return;
        }
        boolean first = layout.isChannelsFirst();
        if (!first && !layout.isChannelsLast()) throw node.unsupported();
        float[] scales = new float[channels], shifts = new float[channels];
        for (int i = 0; i < channels * pixels; i++) {
            int c = first ? i / pixels : i % channels;
            float scale = (float) at(scaling.scale(), i), shift = (float) at(scaling.shift(), i);
            boolean begins = first ? i % pixels == 0 : i < channels;
            if (!begins && (scales[c] != scale || shifts[c] != shift)) {
                throw node.wrong("one constant for each channel", "others within a channel");
            }
            scales[c] = scale;
            shifts[c] = shift;
        }
        parts.add(ImageParts.scaling(scales, shifts));
    }

    private static double at(double[] values, int i) {
        return values[values.length == 1 ? 0 : i];
    }

    /** Whether an expression does the same to each value, wherever that stands. */
    private static boolean isUniform(Expression expression) {
        for (Operation operation :
                expression.operations().subList(1, expression.operations().size())) {
            boolean same = operation instanceof Operation.Elementwise
                    || (operation instanceof Operation.Constant constant && constant.values().length == 1);
            if (!same) return false;
        }
        return true;
    }
}

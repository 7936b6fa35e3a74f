package dev.nn.spark.ml;

import dev.nn.format.Safetensors;
import dev.nn.kernel.Kernels;
import dev.nn.network.Network;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.table.TableModel;
import java.io.IOException;
import java.nio.file.Path;

/** The safetensors file in a saved stage's folder. */
final class ModelFile {
    static final String NAME = "model.safetensors";

    private ModelFile() {}

    /** What writes a file to a path of this machine. */
    @FunctionalInterface
    interface Contents {
        /** Writes it. */
        void write(Path file) throws IOException;
    }

    /** What makes a stage's part of an open file. */
    @FunctionalInterface
    interface Reading<T> {
        /** Reads it for a stage of that name. */
        T read(String uid, SafetensorsFile file) throws IOException;
    }

    static Contents table(ShippedTable table) {
        return file -> table.tableModel().write(file);
    }

    static ShippedTable readTable(SafetensorsFile file) throws IOException {
        TableModel model = TableModel.read(file, Kernels.best());
        return new ShippedTable(model.schema(), model.network());
    }

    static Contents network(Network network) {
        return file -> Safetensors.write(file, network);
    }

    static Network readNetwork(SafetensorsFile file) throws IOException {
        return Safetensors.readNetwork(file, Kernels.best());
    }
}

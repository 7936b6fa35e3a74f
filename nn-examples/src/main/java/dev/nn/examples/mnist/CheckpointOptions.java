package dev.nn.examples.mnist;

import dev.nn.format.AtomicFile;
import dev.nn.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that save a training and continue it after an interruption. */
final class CheckpointOptions {
    @Option(names = "--checkpoint", paramLabel = "FILE", description = "Save the training to FILE after every epoch.")
    private @Nullable Path file;

    @Option(
            names = "--resume",
            description =
                    "Continue what --checkpoint has saved, with the same options; start anew if there is nothing.")
    private boolean resume;

    /** Throws {@link IllegalArgumentException} if the options make no sense. */
    void check() {
        if (resume && file == null) throw new IllegalArgumentException("--resume needs --checkpoint FILE");
    }

    /** Checks that the file can be written, before there is anything to lose. */
    void requireWritable() throws IOException {
        if (file != null) AtomicFile.check(file);
    }

    /** What to do when the training has been interrupted; empty if it isn't saved. */
    String howToGoOn() {
        return file == null ? "" : "; the same command with --resume goes on after its last epoch in " + file;
    }

    /** Lets a training save and resume as the options say. */
    Trainer prepare(Trainer trainer) throws IOException {
        if (file == null) return trainer;
        if (resume && Files.exists(file)) trainer.resume(file);
        return trainer.checkpoint(file);
    }
}

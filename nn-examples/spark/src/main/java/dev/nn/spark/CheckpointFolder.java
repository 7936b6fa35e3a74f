package dev.nn.spark;

import dev.nn.format.AtomicFile;
import dev.nn.safetensors.SafetensorsFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A folder of numbered files on any of Hadoop's file systems. A file is written under a temporary name and then renamed
 * to one that didn't exist, which every file system does at once: so whatever has its name is whole.
 */
final class CheckpointFolder {
    private static final Pattern NAME = Pattern.compile("step-([0-9]{12})\\.safetensors");

    /** Files that are kept: if the last can't be read, there is one before it. */
    private static final int KEPT = 2;

    private final Path folder;
    private final Configuration hadoop;

    CheckpointFolder(Path folder, Configuration hadoop) {
        this.folder = folder;
        this.hadoop = hadoop;
    }

    /** Writes a file with this number, and deletes those that aren't needed any more. */
    void write(long number, AtomicFile.Content content) throws IOException {
        FileSystem files = folder.getFileSystem(hadoop);
        files.mkdirs(folder);
        // A leading underscore or dot hides a file from Spark's readers.
        Path temporary = new Path(folder, "_writing");
        try (FSDataOutputStream out = files.create(temporary, true)) {
            content.writeTo(out);
            out.hsync();
        }
        Path file = new Path(folder, "step-%012d.safetensors".formatted(number));
        // There is one if the last epoch had ended just before the driver was killed.
        if (files.exists(file)) files.delete(file, false);
        if (!files.rename(temporary, file)) throw new IOException("cannot rename " + temporary + " to " + file);
        List<Path> all = list(files);
        for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) files.delete(old, false);
    }

    /** Opens the file with the highest number; null if there is none. */
    @Nullable
    SafetensorsFile openLatest() throws IOException {
        FileSystem files = folder.getFileSystem(hadoop);
        List<Path> all = list(files);
        if (all.isEmpty()) return null;
        try (InputStream in = files.open(all.getLast())) {
            return SafetensorsFile.read(all.getLast().toString(), in);
        }
    }

    /** The files, by their numbers. */
    private List<Path> list(FileSystem files) throws IOException {
        List<Path> found = new ArrayList<>();
        FileStatus[] entries;
        try {
            entries = files.listStatus(folder);
        } catch (FileNotFoundException none) {
            return found;
        }
        for (FileStatus entry : entries) {
            Matcher name = NAME.matcher(entry.getPath().getName());
            if (name.matches()) found.add(entry.getPath());
        }
        found.sort(Comparator.comparing(Path::getName));
        return found;
    }
}

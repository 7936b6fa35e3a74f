package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFileTest {
    @TempDir
    private Path folder;

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Parts of all sizes, also some larger than what is written at once, are read back where they were put. */
    @Test
    void keepsEveryByte() {
        Random random = new Random(1);
        List<byte[]> parts = new ArrayList<>();
        List<Long> places = new ArrayList<>();
        try (Arena arena = Arena.ofConfined();
                ScratchFile file = ScratchFile.create(folder)) {
            for (int size : new int[] {1, 7, 8, 9, 0, 1 << 20, (1 << 20) + 1, 3_000_003, (1 << 20) - 8, 5, 100_000}) {
                byte[] part = new byte[size];
                random.nextBytes(part);
                parts.add(part);
                places.add(file.append(MemorySegment.ofArray(part)));
            }
            MemorySegment mapped = file.map(arena);
            long next = 0;
            for (int i = 0; i < parts.size(); i++) {
                long place = places.get(i);
                assertThat(place).isEqualTo(next);
                next += parts.get(i).length;
                assertThat(mapped.asSlice(place, parts.get(i).length).toArray(ValueLayout.JAVA_BYTE))
                        .isEqualTo(parts.get(i));
            }
        }
    }

    /** So that not even a killed process leaves it behind. */
    @Test
    void hasNoNameWhileItIsUsed() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mapped;
            try (ScratchFile file = ScratchFile.create(folder)) {
                assertThat(files()).isEmpty();
                file.append(MemorySegment.ofArray(new int[] {1, 2, 3}));
                mapped = file.map(arena);
            }
            assertThat(files()).isEmpty();
            assertThat(mapped.getAtIndex(ValueLayout.JAVA_INT, 2)).isEqualTo(3);
        }
    }

    @Test
    void removesWhatAKilledProcessHasLeft() throws IOException {
        // Nobody has locked it.
        Path left = Files.createFile(folder.resolve(".nn-table.00112233445566778899aabb.tmp"));
        Path notes = Files.createFile(folder.resolve(".nn-table.notes.tmp"));
        Path other = Files.createFile(folder.resolve("other.tmp"));
        ScratchFile.create(folder).close();
        assertThat(files()).containsExactlyInAnyOrder(notes, other).doesNotContain(left);
    }

    @Test
    void namesTheFolderAndTheWayOut() {
        Path none = folder.resolve("none");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> ScratchFile.create(none))
                .havingCause()
                .withMessageStartingWith(
                        none + ": no temporary file for a large table can be written there: no such folder")
                .withMessageContaining("-Djava.io.tmpdir=FOLDER");
    }
}

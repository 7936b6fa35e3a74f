package dev.nn.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Permissions, owner and group of a file, for the one that replaces it.
 *
 * @param attributes null if there is no file, or its system has no such things
 */
record Ownership(@Nullable PosixFileAttributes attributes) {
    static Ownership of(Path file) {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        try {
            return new Ownership(view == null ? null : view.readAttributes());
        } catch (IOException nothingThere) {
            return new Ownership(null);
        }
    }

    /** What a file is created with, so that nobody may read it who may not read the one it replaces. */
    FileAttribute<?>[] whenCreated() {
        return attributes == null
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(attributes.permissions())};
    }

    /** Sets owner and group, if this process may, and the permissions, of which the system may have masked some. */
    void giveTo(Path file) throws IOException {
        if (attributes == null) return;
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        PosixFileAttributes created = view.readAttributes();
        try {
            if (!created.group().equals(attributes.group())) view.setGroup(attributes.group());
            if (!created.owner().equals(attributes.owner())) view.setOwner(attributes.owner());
        } catch (IOException notAllowed) {
            // Only the administrator may give files away.
        }
        if (!view.readAttributes().permissions().equals(attributes.permissions())) {
            view.setPermissions(attributes.permissions());
        }
    }
}

package dev.nn.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of nn, as its jar says, and the Java that runs it. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(built from source)");
        return new String[] {"nn " + version, "Java " + Runtime.version()};
    }
}

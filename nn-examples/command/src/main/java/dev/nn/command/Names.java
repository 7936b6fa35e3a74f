package dev.nn.command;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.optimizer.Optimizer;
import dev.nn.training.Schedule;
import java.util.Iterator;

/** The names that options take, for their help and for shell completion. */
public final class Names {
    private Names() {}

    /** Of activation functions. */
    public static final class Activations implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Activation.all().stream().map(Activation::name).iterator();
        }
    }

    /** Of ways to start weights. */
    public static final class Initializers implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Initializer.names().iterator();
        }
    }

    /** Of optimisers. */
    public static final class Optimizers implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Optimizer.names().iterator();
        }
    }

    /** Of learning-rate schedules. */
    public static final class Schedules implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Schedule.names().iterator();
        }
    }
}

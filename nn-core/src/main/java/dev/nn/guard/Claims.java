package dev.nn.guard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is being changed just now, for longer than one call, and by which thread: the networks in training, for
 * instance.
 *
 * <p>Objects are told apart by their {@code equals}; whoever claims one of a class with an {@code equals} of its own
 * wraps it in an {@link Identity}.
 */
public final class Claims {
    private static final Map<Object, Thread> OWNERS = new ConcurrentHashMap<>();

    private Claims() {}

    /** An object as itself, whatever its {@code equals} says. */
    public record Identity(Object object) {
        @Override
        @SuppressWarnings("ReferenceEquality") // what this class is for
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity identity && identity.object == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }

    /**
     * Claims an object for the current thread; {@link #release} has to follow, in a finally block.
     *
     * @param problem that the object is claimed, as the message begins: "the network is being trained"
     * @param remedy what to do instead
     * @throws IllegalStateException if it is claimed already, by whatever thread
     */
    public static void take(Object object, String problem, String remedy) {
        Thread owner = OWNERS.putIfAbsent(object, Thread.currentThread());
        if (owner != null) throw conflict(owner, problem, remedy);
    }

    /** Gives up the claim that {@link #take} has made. */
    public static void release(Object object) {
        OWNERS.remove(object);
    }

    /** Whether the current thread claims an object. */
    static boolean isMine(Object object) {
        return Thread.currentThread().equals(OWNERS.get(object));
    }

    /**
     * Checks that no other thread claims an object; nearly free while nothing is claimed.
     *
     * @throws IllegalStateException if one does
     */
    public static void requireFree(Object object, String problem, String remedy) {
        if (OWNERS.isEmpty()) return;
        Thread owner = OWNERS.get(object);
        if (owner != null && !owner.equals(Thread.currentThread())) throw conflict(owner, problem, remedy);
    }

    private static IllegalStateException conflict(Thread owner, String problem, String remedy) {
        return new IllegalStateException("%s by %s: %s".formatted(problem, name(owner), remedy));
    }

    /** A thread as messages call it: its name, if it has one, and its number. */
    static String name(Thread thread) {
        String number = "#" + thread.threadId(), name = thread.getName();
        return name.isEmpty() ? "thread " + number : "thread '%s' (%s)".formatted(name, number);
    }
}

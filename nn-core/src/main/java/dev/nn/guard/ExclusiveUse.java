package dev.nn.guard;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * The mark that an object which serves one thread at a time is in use. A second use that begins before the first has
 * ended throws: by another thread, or by the same thread further down in its calls.
 *
 * <p>Handing the object on to another thread is fine: the mark belongs to a call, not to a thread. Beginning is one
 * compare-and-set, so no second use goes unnoticed; ending is a plain store with release order. Nothing is allocated.
 */
public final class ExclusiveUse {
    /** Not a VarHandle, whose first use in a JVM takes tens of milliseconds: a quick start comes by here. */
    private static final AtomicLongFieldUpdater<ExclusiveUse> USER =
            AtomicLongFieldUpdater.newUpdater(ExclusiveUse.class, "user");

    private final String what;
    private final String remedy;

    /** Number of the thread that uses the object, 0 if none does; a number, since storing a reference costs more. */
    private volatile long user;

    /**
     * @param what the object, as messages call it
     * @param remedy what to do instead of using it twice
     */
    public ExclusiveUse(String what, String remedy) {
        this.what = what;
        this.remedy = remedy;
    }

    /**
     * Begins a use; {@link #end} has to follow, in a finally block.
     *
     * @throws IllegalStateException if the object is in use
     */
    public void begin() {
        if (!USER.compareAndSet(this, 0, Thread.currentThread().threadId())) throw conflict(user);
    }

    /** Ends the use that the last {@link #begin} without exception has begun. */
    public void end() {
        USER.lazySet(this, 0);
    }

    private IllegalStateException conflict(long other) {
        Thread current = Thread.currentThread();
        if (other == current.threadId()) {
            return new IllegalStateException(
                    "%s is in use by this very thread, further up in its calls: %s".formatted(what, remedy));
        }
        return new IllegalStateException("%s is in use by another thread%s, and can't be used by %s: %s"
                .formatted(what, other == 0 ? "" : " (#" + other + ")", Claims.name(current), remedy));
    }
}

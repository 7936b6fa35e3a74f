package dev.nn.bench.work;

/** Thrown when what is to be timed computes something wrong: then its speed means nothing. */
public final class WrongResultException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WrongResultException(String message) {
        super(message);
    }
}

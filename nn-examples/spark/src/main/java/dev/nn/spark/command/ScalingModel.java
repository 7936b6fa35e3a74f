package dev.nn.spark.command;

/**
 * How long a step takes on a cluster, on paper: computing, starting the tasks, and moving the weights.
 *
 * <p>Executors compute at the same time. The broadcast doubles the number of those that have the weights in every turn,
 * so it takes log₂(E + 1) turns. Gradients are added in two levels: executors receive those of a group of √E, then the
 * driver receives √E sums. Everybody sends and receives at the network's rate.
 *
 * @param rowsPerSecond that an executor trains on
 * @param overhead seconds to start an exchange's tasks and end them
 * @param bytes of the parameters
 * @param moments arrays of that size that the optimiser keeps
 * @param bandwidth bytes per second, in and out of each machine
 */
record ScalingModel(double rowsPerSecond, double overhead, long bytes, int moments, double bandwidth) {
    /** Seconds of an exchange of so many arrays of the size of the parameters. */
    double exchange(int executors, int arrays) {
        if (executors == 1) return overhead;
        double turns = Math.log(executors + 1) / Math.log(2) + 2 * Math.sqrt(executors);
        return overhead + turns * arrays * bytes / bandwidth;
    }

    /** Seconds of a synchronous step with so many rows per executor. */
    double synchronous(int executors, double rows) {
        return rows / rowsPerSecond + exchange(executors, 1);
    }

    /** Seconds of a step when parameters and moments are averaged after every {@code steps}. */
    double local(int executors, double rows, int steps) {
        return rows / rowsPerSecond + exchange(executors, 1 + moments) / steps;
    }

    /** Rows per executor and step with which a synchronous step computes half of its time; with fewer, less. */
    double balance(int executors) {
        return exchange(executors, 1) * rowsPerSecond;
    }

    /** Steps between two averages from which on they cost less than synchronous steps. */
    int breakEven(int executors) {
        return (int) Math.floor(exchange(executors, 1 + moments) / exchange(executors, 1)) + 1;
    }
}

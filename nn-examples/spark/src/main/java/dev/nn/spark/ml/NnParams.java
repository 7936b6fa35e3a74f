package dev.nn.spark.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * What both estimators can be told, besides the columns that all of Spark ML's have. Nothing needs to be set: what isn't
 * follows from the number of rows.
 *
 * @param <L> the estimator
 */
public interface NnParams<L> extends Params {
    /** Where the parameters are. */
    NnSettings settings();

    /** Units of the hidden layers: 64 and 32. */
    default IntArrayParam hiddenLayers() {
        return settings().hiddenLayers;
    }

    /** Activation of the hidden layers; gelu if it isn't set. */
    default Param<String> activation() {
        return settings().activation;
    }

    /** First learning rate: 0.002. */
    default DoubleParam learningRate() {
        return settings().learningRate;
    }

    /** Weight decay of AdamW; 0.01 if it isn't set. */
    default DoubleParam weightDecay() {
        return settings().weightDecay;
    }

    /** Rows per step. */
    default IntParam batchSize() {
        return settings().batchSize;
    }

    /** How often the rows are gone through. */
    default IntParam epochs() {
        return settings().epochs;
    }

    /** Parts that the rows are cut into. */
    default IntParam partitions() {
        return settings().partitions;
    }

    /** Steps of each partition by itself: 256. */
    default IntParam localSteps() {
        return settings().localSteps;
    }

    /** Seed of start weights and order of rows: 1. */
    default LongParam seed() {
        return settings().seed;
    }

    /** Column with the rows' weights. */
    default Param<String> weightCol() {
        return settings().weightCol;
    }

    /** Sets the units of the hidden layers; none at all makes a linear model. */
    default L setHiddenLayers(int... widths) {
        return with(hiddenLayers(), widths);
    }

    /** Sets the activation of the hidden layers. */
    default L setActivation(String name) {
        return with(activation(), name);
    }

    /** Sets the first learning rate. */
    default L setLearningRate(double rate) {
        return with(learningRate(), (Object) rate);
    }

    /** Sets the weight decay. */
    default L setWeightDecay(double decay) {
        return with(weightDecay(), (Object) decay);
    }

    /** Sets the rows per step. */
    default L setBatchSize(int rows) {
        return with(batchSize(), (Object) rows);
    }

    /** Sets how often the rows are gone through. */
    default L setEpochs(int count) {
        return with(epochs(), (Object) count);
    }

    /** Sets the parts that the rows are cut into; the result depends on it, not on the table's own partitions. */
    default L setPartitions(int count) {
        return with(partitions(), (Object) count);
    }

    /** Sets the steps of each partition by itself before all are averaged; 0: every step is taken together. */
    default L setLocalSteps(int count) {
        return with(localSteps(), (Object) count);
    }

    /** Sets the seed. */
    default L setSeed(long value) {
        return with(seed(), (Object) value);
    }

    /** Sets the column with the rows' weights. */
    default L setWeightCol(String column) {
        return with(weightCol(), column);
    }

    /** The units of the hidden layers. */
    default int[] getHiddenLayers() {
        return getOrDefault(hiddenLayers());
    }

    /** The activation of the hidden layers; throws {@link java.util.NoSuchElementException} if it isn't set. */
    default String getActivation() {
        return getOrDefault(activation());
    }

    /** The first learning rate. */
    default double getLearningRate() {
        return (Double) getOrDefault(learningRate());
    }

    /** The weight decay; throws {@link java.util.NoSuchElementException} if it isn't set. */
    default double getWeightDecay() {
        return (Double) getOrDefault(weightDecay());
    }

    /** The rows per step; throws {@link java.util.NoSuchElementException} if it isn't set. */
    default int getBatchSize() {
        return (Integer) getOrDefault(batchSize());
    }

    /** How often the rows are gone through; throws {@link java.util.NoSuchElementException} if it isn't set. */
    default int getEpochs() {
        return (Integer) getOrDefault(epochs());
    }

    /** The parts that the rows are cut into; throws {@link java.util.NoSuchElementException} if it isn't set. */
    default int getPartitions() {
        return (Integer) getOrDefault(partitions());
    }

    /** The steps of each partition by itself. */
    default int getLocalSteps() {
        return (Integer) getOrDefault(localSteps());
    }

    /** The seed. */
    default long getSeed() {
        return (Long) getOrDefault(seed());
    }

    /** The column with the rows' weights; throws {@link java.util.NoSuchElementException} if it isn't set. */
    default String getWeightCol() {
        return getOrDefault(weightCol());
    }

    @SuppressWarnings("unchecked") // L is this estimator.
    private <T> L with(Param<T> param, T value) {
        return (L) set(param, value);
    }
}

package dev.nn.table;

/**
 * A recipe that was tried.
 *
 * @param recipe that was tried
 * @param validationLoss of its best epoch, the mean over the splits; the lowest was chosen;
 *     infinite where training diverged, NaN where nothing was held out
 */
public record RecipeTrial(Recipe recipe, double validationLoss) {}

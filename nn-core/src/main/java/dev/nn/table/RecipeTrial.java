package dev.nn.table;

/**
 * A recipe that was tried.
 *
 * @param recipe that was tried
 * @param validationLoss of the rows held out, in its best epoch; infinite where training diverged, NaN where nothing was
 *     held out
 * @param complete whether it was tried on all that was held out, and not dropped after the first part of it; of those
 *     that were, the one with the lowest loss was chosen, or the best two where their mean has a lower one
 */
public record RecipeTrial(Recipe recipe, double validationLoss, boolean complete) {}

package dev.nn.table;

import dev.nn.training.Epoch;
import dev.nn.training.History;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a training.
 *
 * @param model the result
 * @param history of the search for the best epoch, with its validation; of the first fold in a cross-validation; of the
 *     only training if there was no search
 * @param rows that have a target, and so were learnt from
 * @param skipped rows without target
 * @param validationRows of these, how many were held out, in a cross-validation each once; 0 without one
 * @param chosen the epoch in the history whose number of epochs the model was trained for, with its validation loss and
 *     score; in a cross-validation those of all rows
 * @param refitted whether the model was trained anew on all rows once that was known
 * @param networks whose mean the model is; 1 if it is no mean
 * @param classes how the classes did on the rows held out, in the chosen epoch; null without such rows, or classes
 * @param recipes that the model's networks were trained with: one, or the best two of those tried, the better one first
 * @param trials the recipes that were tried, these among them
 * @param copies rows that repeat others, where rows were held out
 */
public record TableFit(
        TableModel model,
        History history,
        int rows,
        int skipped,
        int validationRows,
        Epoch chosen,
        boolean refitted,
        int networks,
        @Nullable ClassReport classes,
        List<Recipe> recipes,
        List<RecipeTrial> trials,
        CopiedRows copies) {
    public TableFit {
        recipes = List.copyOf(recipes);
        trials = List.copyOf(trials);
    }

    /** The best recipe: that of the model, or of half of its networks. */
    public Recipe recipe() {
        return recipes.getFirst();
    }
}

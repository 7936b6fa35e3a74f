package dev.nn.table;

import dev.nn.activation.Activation;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.network.Team;
import dev.nn.optimizer.AdamW;
import dev.nn.optimizer.Optimizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The training of a {@link TableModel}: understands the columns, chooses what fits a table of this size, trains with
 * early stopping, and keeps the best.
 *
 * {@snippet file="dev/nn/snippet/TableSnippetsTest.java" region="train" :
 * TableModel model = new TableTrainer().fit(table, "species").model();
 * }
 *
 * Nothing needs to be set; each default says why it is so. The same seed and table give the same model, bit for bit, for
 * any number of threads.
 */
public final class TableTrainer {
    /** Steps that a small table needs before its loss settles, and epochs that a large one does. */
    private static final int ENOUGH_STEPS = 2_000;

    private static final int ENOUGH_EPOCHS = 100;

    /** Steps that a very large table need not exceed, as long as each row is seen some times. */
    private static final int PLENTY_STEPS = 250_000;

    private static final int FEWEST_EPOCHS = 5;

    /** Rows that the decay of weights counts as much as: with more rows, the data matters more than the decay. */
    private static final double PRIOR_ROWS = 400;

    private static final int MOST_REFITTED = 20_000;

    /** Rows above which the recipe is not chosen: it would take as long again, and matters less. */
    private static final int MOST_CHOSEN = 20_000;

    /** Rows up to which several trainings take no longer than the JVM's start, and one part of them tells little. */
    private static final int FEW_ROWS = 1_000;

    private static final int MOST_FOLDS = 10;

    /** A short training has so many times fewer epochs: for rows that are mostly noise. */
    private static final int SHORTER = 5;

    /** Weight decay for tables that have more to learn than noise to learn by heart. */
    private static final double LITTLE_DECAY = 0.01;

    private static final int SMALL_BATCH = 32;
    private static final int LARGE_BATCH = 256;

    /** Steps of an epoch above which the batch grows. */
    private static final int MANY_STEPS = 500;

    List<Integer> hidden = List.of(64, 32);
    double validation = 0.2;
    long seed = 1;
    ColumnRules rules = ColumnRules.DEFAULT;
    ClassWeights classWeights = ClassWeights.NONE;
    Team team = Team.single();
    TableListener listener = TableListener.NONE;

    @Nullable
    Task task;

    @Nullable
    DenseKernels kernels;

    private @Nullable Activation activation;

    /** Bytes of encoded rows above which they go to a temporary file. */
    long inMemory = CellBlocks.heapShare();

    private @Nullable Optimizer optimizer;

    private @Nullable Double weightDecay;

    private @Nullable Boolean refit;

    /** Whether the user wants just this network. */
    private boolean ownWidths;

    private double learningRate = 0.002;

    /** 0 for what suits the number of rows; so for the next two. */
    private int batchSize;

    private int epochs;
    private int patience;

    /**
     * Units of the hidden layers; none at all makes a linear model. By default 64 and 32, and in tables of up to 1,000
     * rows five or ten such networks as one, see {@link #fit}; where this is set, the model is one network.
     */
    public TableTrainer hidden(List<Integer> widths) {
        hidden = List.copyOf(widths);
        ownWidths = true;
        for (int width : hidden) require(width > 0, "a hidden layer needs at least 1 unit, not " + width);
        return this;
    }

    /** Of the hidden layers; by default relu, gelu or tanh, see {@link #fit}. */
    public TableTrainer activation(Activation value) {
        activation = value;
        return this;
    }

    /** The update rule; AdamW by default. */
    public TableTrainer optimizer(Optimizer value) {
        optimizer = value;
        return this;
    }

    /** First learning rate of the default rule, 0.002; it falls to 0 along half a cosine. */
    public TableTrainer learningRate(double rate) {
        require(rate > 0 && rate <= Double.MAX_VALUE, "the learning rate must be positive, not " + rate);
        learningRate = rate;
        return this;
    }

    /**
     * Weight decay of the default rule; by default 1, or 400 / rows if that is less, or 0.01, see {@link #fit}. It is
     * strong on purpose: small tables are soon learnt by heart.
     */
    public TableTrainer weightDecay(double decay) {
        require(decay >= 0 && decay <= Double.MAX_VALUE, "the weight decay must not be negative, is " + decay);
        weightDecay = decay;
        return this;
    }

    /** Rows per step; by default 32, and up to 256 in tables of more than 16,000 rows. */
    public TableTrainer batchSize(int rows) {
        require(rows > 0, "the batch must be at least 1, not " + rows);
        batchSize = rows;
        return this;
    }

    /** The most epochs; by default 100, more if they had less than 2,000 steps, fewer if more than 250,000. */
    public TableTrainer epochs(int count) {
        require(count > 0, "at least 1 epoch is needed, not " + count);
        epochs = count;
        return this;
    }

    /** Epochs without improvement of the validation loss after which training ends; by default a third of the most. */
    public TableTrainer patience(int count) {
        require(count > 0, "patience must be at least 1, not " + count);
        patience = count;
        return this;
    }

    /**
     * Share of the rows that is held out, 0.2 by default; 0, or a table of less than 10 rows, trains on all rows for all
     * epochs. In small tables each such part is held out once.
     */
    public TableTrainer validation(double share) {
        require(share >= 0 && share < 1, "the validation share must be at least 0 and less than 1, not " + share);
        validation = share;
        return this;
    }

    /**
     * Whether, once recipe and best epoch are known, a new network is trained that long on all rows, those for validation
     * too; else the network of the best epoch is kept. By default from 1,000 to 20,000 rows, and in smaller tables if the
     * widths are set: with more rows, those held out add little.
     */
    public TableTrainer refit(boolean value) {
        refit = value;
        return this;
    }

    /** What the target is; by default its column decides, see {@link #fit}. */
    public TableTrainer task(Task value) {
        task = value;
        return this;
    }

    /** How much the rows of each class count in training, and in the validation loss; the same by default. */
    public TableTrainer classWeights(ClassWeights value) {
        classWeights = value;
        return this;
    }

    /** How columns are understood. */
    public TableTrainer rules(ColumnRules value) {
        rules = value;
        return this;
    }

    /** Seed of the start weights, the split and the order of the rows; 1 by default. */
    public TableTrainer seed(long value) {
        seed = value;
        return this;
    }

    /** What computes; by default the {@linkplain Kernels#best best} kernels. */
    public TableTrainer kernels(DenseKernels value) {
        kernels = value;
        return this;
    }

    /** Who shares the work; the caller closes the team. */
    public TableTrainer team(Team value) {
        team = value;
        return this;
    }

    /** Who hears how it goes. */
    public TableTrainer listener(TableListener value) {
        listener = value;
        return this;
    }

    /**
     * Trains on a table.
     *
     * <p>Unless {@link #task} says otherwise, the target is classes if it holds text, or whole numbers of at most 20
     * different values that stand twice each on average; else it is a number. Rows without target are left out.
     *
     * <p>A thread that is {@linkplain Thread#interrupt interrupted} ends training with a {@link
     * java.util.concurrent.CancellationException} and stays interrupted.
     *
     * <p><b>What is chosen.</b> In tables of up to 20,000 rows, the loss of rows held out chooses the recipe, unless that is
     * set: relu or tanh with strong weight decay, gelu or relu with little. In tables of up to 1,000 rows this is a
     * cross-validation: each fifth of the rows is predicted by a network trained on the others, and the model is the mean
     * of the five networks of the best recipe, or of the ten of the best two if these predict the rows held out better
     * together, joined to one network. Few rows are learnt better so than by one network. With more rows, or where epochs, patience, widths or {@link #refit} are set, one network is
     * trained on part of the rows until the loss of the others stops falling, and then anew on all.
     *
     * @param target name of the column to predict
     * @throws TableException if the table can't be learnt from, naming line and column where there is one
     * @throws dev.nn.training.DivergenceException if training diverges, naming the step
     */
    public TableFit fit(Table table, String target) {
        return new TableTraining(this, table, target).run();
    }

    /**
     * What training would make of a table's columns: the schema that {@link #fit} learns from all its rows, in words too.
     *
     * @throws TableException if the table can't be learnt from
     */
    public Understanding understand(Table table, String target) {
        return new TableTraining(this, table, target).understand();
    }

    /**
     * One network's training on all rows, without a search, for whoever runs it elsewhere: gelu with a weight decay of 0.01,
     * unless these are set.
     *
     * @param schema of the table
     * @param rows to learn from; they decide what is not set
     */
    public TablePlan plan(Schema schema, int rows) {
        require(rows > 0, "there are no rows to learn from");
        Recipe usual = usualRecipe(rows);
        Recipe recipe = new Recipe(or(Activation.GELU), little(usual.weightDecay()), usual.epochs());
        return new TablePlan(
                new RecipeTrainer(this, rows).network(schema, recipe, seed),
                optimizerFor(recipe),
                batchFor(rows),
                recipe.epochs());
    }

    int batchFor(int rows) {
        if (batchSize > 0) return batchSize;
        int batch = SMALL_BATCH;
        while (batch < LARGE_BATCH && rows / batch > MANY_STEPS) batch *= 2;
        return batch;
    }

    int epochsFor(int rows) {
        if (epochs > 0) return epochs;
        int steps = Math.ceilDiv(rows, batchFor(rows));
        int most = Math.max(FEWEST_EPOCHS, PLENTY_STEPS / steps);
        return Math.min(most, Math.max(ENOUGH_EPOCHS, Math.ceilDiv(ENOUGH_STEPS, steps)));
    }

    int patienceFor(int epochs) {
        return patience > 0 ? patience : Math.max(1, Math.ceilDiv(epochs, 3));
    }

    Optimizer optimizerFor(Recipe recipe) {
        return optimizer == null ? new AdamW(learningRate, 0.9, 0.999, 1e-8, recipe.weightDecay()) : optimizer;
    }

    /** The recipe where there is no choice. */
    Recipe usualRecipe(int rows) {
        return new Recipe(activation == null ? Activation.TANH : activation, decayFor(rows), epochsFor(rows));
    }

    private double decayFor(int rows) {
        if (optimizer != null) return Double.NaN;
        return weightDecay == null ? Math.min(1, PRIOR_ROWS / rows) : weightDecay;
    }

    /** The recipes to choose from. */
    List<Recipe> recipes(int rows) {
        Recipe usual = usualRecipe(rows);
        if (rows > MOST_CHOSEN) return List.of(usual);
        double decay = usual.weightDecay(), little = little(decay);
        int shorter = epochs > 0 ? epochs : Math.max(FEWEST_EPOCHS, usual.epochs() / SHORTER);
        Set<Recipe> recipes = new LinkedHashSet<>();
        recipes.add(new Recipe(or(Activation.RELU), decay, usual.epochs()));
        recipes.add(new Recipe(or(rows > FEW_ROWS ? Activation.RELU : Activation.GELU), little, usual.epochs()));
        recipes.add(usual);
        if (rows <= FEW_ROWS) recipes.add(new Recipe(or(Activation.RELU), decay, shorter));
        return List.copyOf(recipes);
    }

    /** The weight decay that is set, or little. */
    private double little(double usual) {
        return optimizer == null && weightDecay == null ? Math.min(usual, LITTLE_DECAY) : usual;
    }

    /** The activation that is set, or this one. */
    private Activation or(Activation value) {
        return activation != null ? activation : hidden.isEmpty() ? Activation.TANH : value;
    }

    /** Whether recipes are compared by cross-validation, with trainings that go to their end. */
    boolean crossValidates(int rows) {
        boolean ends = epochs == 0 && patience == 0;
        return rows <= FEW_ROWS && ends && !Boolean.FALSE.equals(refit);
    }

    /** Whether the model is the mean of the cross-validation's networks. */
    boolean joins() {
        return !ownWidths && refit == null;
    }

    /** Folds of a cross-validation: those of which one is the share to hold out. */
    int foldsFor(int rows) {
        return Math.clamp(Math.round(1 / validation), 2, Math.min(MOST_FOLDS, rows));
    }

    boolean refitFor(int rows) {
        return refit == null ? rows <= MOST_REFITTED : refit;
    }

    private static void require(boolean condition, String message) {
        if (!condition) throw new IllegalArgumentException(message);
    }
}

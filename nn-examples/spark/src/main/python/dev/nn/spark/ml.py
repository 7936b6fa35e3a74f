"""nn's stages of Spark ML in PySpark: start Spark with nn-spark.jar, by spark.jars or --jars.

The module has the name of the Java package, because that is how PySpark finds the class of a stage that it loads.
"""

from pyspark import keyword_only
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import HasInputCols, HasOutputCol, HasSeed, HasWeightCol
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import (
    JavaPredictionModel,
    JavaPredictor,
    JavaTransformer,
)
from pyspark.ml.classification import (
    _JavaProbabilisticClassificationModel,
    _JavaProbabilisticClassifier,
)

__all__ = [
    "NnClassificationModel",
    "NnClassifier",
    "NnRegressionModel",
    "NnRegressor",
    "OnnxTransformer",
]

_PACKAGE = "dev.nn.spark.ml."


class _NnParams(HasSeed, HasWeightCol):
    """What both estimators can be told; what isn't set follows from the number of rows."""

    hiddenLayers = Param(
        Params._dummy(), "hiddenLayers", "units of the hidden layers", TypeConverters.toListInt
    )
    activation = Param(
        Params._dummy(), "activation", "of the hidden layers", TypeConverters.toString
    )
    learningRate = Param(
        Params._dummy(), "learningRate", "first learning rate of AdamW", TypeConverters.toFloat
    )
    weightDecay = Param(
        Params._dummy(), "weightDecay", "weight decay of AdamW", TypeConverters.toFloat
    )
    batchSize = Param(Params._dummy(), "batchSize", "rows per step", TypeConverters.toInt)
    epochs = Param(
        Params._dummy(), "epochs", "how often the rows are gone through", TypeConverters.toInt
    )
    partitions = Param(
        Params._dummy(), "partitions", "parts that the rows are cut into", TypeConverters.toInt
    )
    localSteps = Param(
        Params._dummy(),
        "localSteps",
        "steps of each partition by itself before all are averaged",
        TypeConverters.toInt,
    )

    def _start(self, java_class, given):
        self._java_obj = self._new_java_obj(_PACKAGE + java_class, self.uid)
        self._setDefault(hiddenLayers=[64, 32], learningRate=0.002, localSteps=256, seed=1)
        self._set(**given)

    @keyword_only
    def setParams(self, **given):
        """Sets parameters by name."""
        return self._set(**self._input_kwargs)


class NnClassifier(_JavaProbabilisticClassifier, _NnParams, JavaMLWritable, JavaMLReadable):
    """An estimator of classes: ``NnClassifier(epochs=20, featuresCol="features").fit(table)``."""

    @keyword_only
    def __init__(self, **given):
        super().__init__()
        self._start("NnClassifier", self._input_kwargs)

    def _create_model(self, java_model):
        return NnClassificationModel(java_model)


class NnClassificationModel(_JavaProbabilisticClassificationModel, JavaMLWritable, JavaMLReadable):
    """What NnClassifier has learnt."""


class NnRegressor(JavaPredictor, _NnParams, JavaMLWritable, JavaMLReadable):
    """An estimator of numbers."""

    @keyword_only
    def __init__(self, **given):
        super().__init__()
        self._start("NnRegressor", self._input_kwargs)

    def _create_model(self, java_model):
        return NnRegressionModel(java_model)


class NnRegressionModel(JavaPredictionModel, JavaMLWritable, JavaMLReadable):
    """What NnRegressor has learnt."""


class OnnxTransformer(JavaTransformer, HasInputCols, HasOutputCol, JavaMLWritable, JavaMLReadable):
    """The scoring of an ONNX model: ``OnnxTransformer("net.onnx", inputCols=["features"])``."""

    def __init__(self, model=None, inputCols=None, outputCol=None):
        super().__init__()
        self._java_obj = self._new_java_obj(_PACKAGE + "OnnxTransformer", self.uid)
        self._setDefault(inputCols=["features"], outputCol="output")
        if inputCols is not None:
            self._set(inputCols=inputCols)
        if outputCol is not None:
            self._set(outputCol=outputCol)
        if model is not None:
            self._java_obj.setModel(model)

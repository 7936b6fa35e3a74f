package dev.nn.file;

import dev.nn.data.DataFormatException;
import dev.nn.file.ModelFormat.Head;
import dev.nn.text.Printable;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What else a file is that was taken for a model: what people have instead of one, or by mistake, with the way out.
 *
 * @param what it is
 * @param advice what to do
 */
record Mistaken(String what, String advice) {
    private static final String PYTORCH =
            "in Python, safetensors.torch.save_file(model.state_dict(), 'model.safetensors')"
                    + " or torch.onnx.export(model, x, 'model.onnx') writes a file that is read here";

    private static final String KERAS =
            "in Python, model.export('model.onnx', format='onnx') or tf2onnx writes a file" + " that is read here";

    /** A kind of file, and how its first bytes tell it. */
    private record Kind(Predicate<Head> isIn, Mistaken file) {
        static Kind of(String what, String advice, Predicate<Head> isIn) {
            return new Kind(isIn, new Mistaken(what, advice));
        }

        static Kind of(String what, String advice, String magic) {
            return of(what, advice, head -> head.has(0, magic));
        }
    }

    /** The first that fits counts. */
    private static final List<Kind> KINDS = List.of(
            Kind.of(
                    "nothing: the file is empty",
                    "it may have been truncated when a download or a program was interrupted",
                    head -> head.size() == 0),
            Kind.of("zeros", "a download or a copy may have been interrupted", head -> head.isZero()),
            Kind.of(
                    "a Git LFS pointer in place of the file",
                    "'git lfs pull' fetches the file itself",
                    "version https://git-lfs"),
            Kind.of("a PyTorch file (a zip archive of Python objects)", PYTORCH, Mistaken::isPyTorch),
            Kind.of(
                    "a Keras file (a zip archive)",
                    KERAS,
                    head -> head.has(0, "PK\3\4") && (head.contains("config.json") || head.contains("metadata.json"))),
            Kind.of(
                    "a NumPy archive (.npz)",
                    "it has arrays, but not a network; a file of the format is needed",
                    head -> head.has(0, "PK\3\4") && head.contains(".npy")),
            Kind.of("a zip archive", "unpack it, and give the model in it", "PK\3\4"),
            Kind.of("a zip archive that is empty", "the model is not in it", "PK\5\6"),
            Kind.of(
                    "an old PyTorch file (Python objects)",
                    PYTORCH,
                    "\u0080\2\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019."),
            Kind.of(
                    "a Python pickle, of scikit-learn, joblib or PyTorch",
                    "in Python, skl2onnx.to_onnx or, for PyTorch, safetensors.torch.save_file writes a file that is"
                            + " read here",
                    head -> head.at(0) == 0x80 && head.at(1) >= 2 && head.at(1) <= 5),
            Kind.of("a gzip file", "unpack it with gunzip", "\u001f\u008b"),
            Kind.of("a bzip2 file", "unpack it with bunzip2", "BZh"),
            Kind.of("an xz file", "unpack it with unxz", "\u00fd7zXZ"),
            Kind.of("a Zstandard file", "unpack it with unzstd", "(\u00b5/\u00fd"),
            Kind.of("a 7z archive", "unpack it, and give the model in it", "7z\u00bc\u00af"),
            Kind.of("a tar archive", "unpack it, and give the model in it", head -> head.has(257, "ustar")),
            Kind.of("an HDF5 file, of Keras or others", KERAS, "\u0089HDF\r\n"),
            Kind.of("a NumPy array (.npy)", "it is data, not a model", "\u0093NUMPY"),
            Kind.of("a GGUF file, of llama.cpp", "language models are not read here", "GGUF"),
            Kind.of("a TensorFlow SavedModel", "tf2onnx writes a file that is read here", "\b\1\22"),
            Kind.of("a TensorFlow Lite model", "tf2onnx writes ONNX from the original", head -> head.has(4, "TFL3")),
            Kind.of("a PDF document", "the wrong file was given", "%PDF"),
            Kind.of("a picture", "the wrong file was given", "\u0089PNG"),
            Kind.of(
                    "an HTML page",
                    "it was downloaded instead of the file, from an address that shows it or asks to log in",
                    head -> isTag(head, "<!doctype html") || isTag(head, "<html") || isTag(head, "<head")),
            Kind.of(
                    "an XML document",
                    "it may be the error message of a server, downloaded instead of the file",
                    head -> isTag(head, "<?xml")),
            Kind.of(
                    "JSON",
                    "it may be the description of a model, or the error message of a server",
                    Mistaken::isJson));

    /** The exception for a file that is this, after its reader has failed, or before it has begun. */
    DataFormatException exception(String name, ModelFormat wanted, @Nullable DataFormatException problem) {
        DataFormatException exception =
                new DataFormatException(name, "not " + wanted, 0, wanted.toString(), "%s; %s".formatted(what, advice));
        if (problem != null) exception.initCause(problem);
        return exception;
    }

    /** What a file is that begins so; null if it may be of the format that is wanted, or of none that is known. */
    static @Nullable Mistaken of(Head head, ModelFormat wanted) {
        if (wanted.isIn(head)) return null;
        for (ModelFormat format : ModelFormat.values()) {
            if (format.isIn(head)) return new Mistaken(format.toString(), format.advice());
        }
        for (Kind kind : KINDS) if (kind.isIn.test(head)) return kind.file;
        if (!head.isText()) return null;
        String text = head.text().strip();
        return new Mistaken(
                "text that begins '%s'".formatted(Printable.shortened(text, 40)), "a model's file was expected");
    }

    private static boolean isPyTorch(Head head) {
        if (!head.has(0, "PK\3\4")) return false;
        return List.of(
                        "/data.pkl",
                        "/.format_version",
                        "/.data/",
                        "/byteorder",
                        "/version",
                        "/constants.pkl",
                        "/code/",
                        "/data/")
                .stream()
                .anyMatch(head::contains);
    }

    private static boolean isTag(Head head, String tag) {
        String text = head.latin().replaceFirst("^(\u00ef\u00bb\u00bf)?\\s*(<!--[^>]*-->\\s*)*", "");
        return text.toLowerCase(Locale.ROOT).startsWith(tag);
    }

    private static boolean isJson(Head head) {
        return head.isText() && head.latin().strip().matches("(?s)(\\{\\s*[\"}]|\\[).*");
    }
}

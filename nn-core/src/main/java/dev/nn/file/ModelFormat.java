package dev.nn.file;

import java.nio.charset.StandardCharsets;

/** A format that models are read from, as far as its first bytes tell it. */
public enum ModelFormat {
    /** A ModelProto, github.com/onnx/onnx/blob/main/onnx/onnx.proto3. */
    ONNX("an ONNX model", ".onnx", "Onnx.readNetwork") {
        @Override
        boolean isIn(Head head) {
            return new OnnxFields(head).areThere();
        }
    },
    /** The length of a header in 8 bytes, then the header in JSON, github.com/huggingface/safetensors. */
    SAFETENSORS("a safetensors file", ".safetensors", "Safetensors.readNetwork or Network.input(…).dense(…).load") {
        @Override
        boolean isIn(Head head) {
            long length = 0;
            for (int i = Long.BYTES - 1; i >= 0; i--) length = length << Byte.SIZE | head.at(i);
            return length > 1 && length <= head.size() - Long.BYTES && head.has(Long.BYTES, "{");
        }
    };

    private final String description;
    private final String ending;
    private final String door;

    ModelFormat(String description, String ending, String door) {
        this.description = description;
        this.ending = ending;
        this.door = door;
    }

    /** Whether a file that begins so may be of this format. */
    abstract boolean isIn(Head head);

    /** What messages call it. */
    @Override
    public String toString() {
        return description;
    }

    /** The advice for who has a file of this format where another was expected. */
    String advice() {
        return "name it %s, or read it with %s".formatted(ending, door);
    }

    /** The first bytes of a file. */
    record Head(byte[] bytes, long size) {
        /** An unsigned byte; 0 beyond the end. */
        int at(int index) {
            return index < bytes.length ? bytes[index] & 0xff : 0;
        }

        /** Whether this stands at an offset; characters are bytes. */
        boolean has(int offset, String text) {
            byte[] expected = text.getBytes(StandardCharsets.ISO_8859_1);
            if (bytes.length < offset + expected.length) return false;
            for (int i = 0; i < expected.length; i++) if (bytes[offset + i] != expected[i]) return false;
            return true;
        }

        /** Whether this stands anywhere. */
        boolean contains(String text) {
            return latin().contains(text);
        }

        /** One character a byte. */
        String latin() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        /** Whether there is nothing but text in UTF-8; its last character may be cut off. */
        boolean isText() {
            for (byte b : bytes) {
                if (b == 0x7f || (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r')) return false;
            }
            int malformed = text().indexOf('\ufffd');
            return bytes.length > 0 && (malformed < 0 || malformed >= text().length() - 3);
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** Whether it begins with nothing but zeros, and more of them than a number has. */
        boolean isZero() {
            for (byte b : bytes) if (b != 0) return false;
            return bytes.length >= 64;
        }
    }
}

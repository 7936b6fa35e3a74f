package dev.nn.data;

/** A data set whose rows are copied as they are. */
record RowByRow(Dataset data) implements BatchSource {
    @Override
    public int size() {
        return data.size();
    }

    @Override
    public int features() {
        return data.features();
    }

    @Override
    public int targets() {
        return data.targets();
    }

    @Override
    public void copyFeatures(int row, float[] to, int at) {
        data.copyFeatures(row, to, at);
    }

    @Override
    public void copyTarget(int row, float[] to, int at) {
        data.copyTarget(row, to, at);
    }

    @Override
    public boolean isWeighted() {
        return data.isWeighted();
    }

    @Override
    public float weight(int row) {
        return data.weight(row);
    }
}

package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.image.Picture;
import io.cohort.worker.data.example.image.PictureEncoder;
import java.util.List;

/** Square images in the rows of a table, row by row of pixels, channels last. Values are rounded to 256 greys. */
final class TablePictures implements PictureFiles {
    private final RowTable table;
    private final int[] labels;
    private final float darkest;
    private final float range;
    private final int channels;
    private final int side;

    /**
     * @param labels class of each row in the files
     * @param scaling the value of black, and how far white lies above it
     */
    TablePictures(RowTable table, int[] labels, Scaling scaling) {
        this.table = table;
        this.labels = labels;
        this.darkest = scaling.mean().get(0);
        this.range = scaling.deviation().get(0);
        this.channels = isSquare(table.channels()) ? 1 : 3;
        this.side = side(table);
    }

    private static boolean isSquare(int columns) {
        int root = (int) Math.round(Math.sqrt(columns));
        return root * root == columns;
    }

    /** Channels of the network's image where the settings leave them open. */
    static int channels(int wanted) {
        return wanted == 0 ? 1 : wanted;
    }

    /**
     * Rows and columns of the images.
     *
     * @throws BadInputException if the table's rows are no square images of one or three channels
     */
    static int side(RowTable table) {
        int columns = table.channels();
        int pixels = isSquare(columns) ? columns : columns / 3;
        if (!isSquare(pixels) || (pixels != columns && pixels * 3 != columns)) {
            throw new BadInputException(table.files().get(0).path() + " has " + columns
                    + " values a row, which make no square image of 1 or 3 channels (input.label takes one column);"
                    + " set image.size = 0 to read it as a table");
        }
        return (int) Math.round(Math.sqrt(pixels));
    }

    /** Black and the way to white: [-1, 1], [0, 1] or [0, 255], whichever holds all values, else their own range. */
    static Scaling range(RowTable table) {
        float least = 0;
        float most = 0;
        for (int i = 0; i < table.size(); i++) {
            Row row = table.row(i);
            for (int k = 0; !row.isBroken() && k < row.values().length; k++) {
                least = Math.min(least, row.values()[k]);
                most = Math.max(most, row.values()[k]);
            }
        }
        float white = most <= 1 ? 1 : Math.max(255, most);
        float black = least < 0 ? -Math.max(white, -least) : 0;
        return new Scaling(List.of(black), List.of(white - black));
    }

    @Override
    public Picture picture(int inFiles) {
        float[] row = table.whole(inFiles).values();
        byte[] values = new byte[row.length];
        for (int i = 0; i < row.length; i++) {
            int grey = Math.round((row[i] - darkest) / range * 255);
            values[i] = (byte) Math.max(0, Math.min(255, grey));
        }
        return new Picture(values, side, side, channels);
    }

    @Override
    public byte[] encoded(int inFiles) {
        return PictureEncoder.png(picture(inFiles));
    }

    @Override
    public int label(int inFiles) {
        return labels[inFiles];
    }

    @Override
    public ExampleReader.Place place(int inFiles) {
        return table.place(inFiles);
    }

    @Override
    public void close() {
        // Memory only.
    }
}

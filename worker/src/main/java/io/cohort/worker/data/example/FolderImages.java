package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.InputFiles;
import io.cohort.worker.data.example.ExampleCatalog.ExampleFile;
import io.cohort.worker.data.example.image.DecoderPool;
import io.cohort.worker.data.example.image.Picture;
import io.cohort.worker.data.example.image.PictureException;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Image files, the class of each being the name of its folder. Read and decoded when asked for. */
final class FolderImages implements PictureFiles {
    /** No camera writes larger files; they would only fill the memory. */
    private static final int MAX_FILE = 1 << 28;

    private final List<ExampleFile> files;
    private final Configuration hadoop;
    private final DecoderPool decoders;

    FolderImages(ExampleSettings settings, ExampleCatalog catalog, Configuration hadoop) {
        this.files = catalog.files();
        this.hadoop = hadoop;
        this.decoders = new DecoderPool(settings.image().maxPixels());
    }

    @Override
    public Picture picture(int inFiles) throws IOException {
        String path = files.get(inFiles).path();
        try {
            return decoders.decode(read(path));
        } catch (PictureException e) {
            throw unreadable(path, e);
        }
    }

    @Override
    public byte[] encoded(int inFiles) throws IOException {
        return read(files.get(inFiles).path());
    }

    private byte[] read(String file) throws IOException {
        Path path = new Path(file);
        try (InputStream in = FileSystems.of(path, hadoop).open(path)) {
            byte[] data = in.readNBytes(MAX_FILE);
            if (data.length == MAX_FILE) {
                throw new BadInputException(file + " has " + MAX_FILE + " bytes or more, too many for an image;"
                        + " take it out of the input");
            }
            return data;
        } catch (IOException e) {
            throw InputFiles.explained(file, e);
        }
    }

    static BadInputException unreadable(String path, PictureException e) {
        return new BadInputException(
                path + " " + e.getMessage() + " (byte " + e.offset()
                        + "); restore the file, take it out of the input, or set bad-records.mode = skip",
                e);
    }

    @Override
    public int label(int inFiles) {
        return files.get(inFiles).label();
    }

    @Override
    public ExampleReader.Place place(int inFiles) {
        return new ExampleReader.Place(files.get(inFiles).path(), 0, "byte");
    }

    @Override
    public void close() {
        decoders.close();
    }
}

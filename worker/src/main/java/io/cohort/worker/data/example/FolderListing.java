package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleCatalog.ExampleFile;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Lists folders of images. */
final class FolderListing {
    private FolderListing() {}

    static Listing of(ExampleSettings settings, List<FileStatus> input, Configuration hadoop) throws IOException {
        requireSize(settings);
        List<FileStatus> images =
                input.stream().filter(file -> isImage(file.getPath())).toList();
        int channels = settings.image().channels() == 0 ? 3 : settings.image().channels();
        if ("none".equals(settings.labels())) {
            ExampleShape shape = ImageShapes.of(settings, 0, 0, channels, 0);
            List<ExampleFile> files = images.stream()
                    .map(file -> new ExampleFile(file.getPath().toString(), file.getLen(), 1, -1))
                    .toList();
            return new Listing(ExampleFormat.IMAGE_FOLDER, files, List.of(), shape, null, numbers -> null);
        }
        Map<Path, FileStatus> folders = new HashMap<>();
        for (FileStatus image : images) {
            folders.putIfAbsent(image.getPath().getParent(), image);
        }
        requireFlat(folders);
        if (settings.learned() == null) {
            requireFilled(folders, settings, hadoop);
        }
        ClassNames classes = ClassNames.of(
                settings, folders.keySet().stream().map(Path::getName).toList());
        return labelled(settings, images, classes, channels);
    }

    private static Listing labelled(
            ExampleSettings settings, List<FileStatus> images, ClassNames classes, int channels) {
        List<ExampleFile> files = new ArrayList<>();
        int[] labels = new int[images.size()];
        for (FileStatus image : images) {
            String path = image.getPath().toString();
            int label = classes.require(image.getPath().getParent().getName(), path);
            labels[files.size()] = label;
            files.add(new ExampleFile(path, image.getLen(), 1, label));
        }
        ExampleShape shape =
                ImageShapes.of(settings, 0, 0, channels, classes.names().size());
        return new Listing(ExampleFormat.IMAGE_FOLDER, files, classes.names(), shape, labels, numbers -> null);
    }

    /** Images that come in any size need one to be brought to. */
    static void requireSize(ExampleSettings settings) {
        if (settings.image().height() == 0 && settings.learned() == null) {
            throw new BadInputException(settings.path()
                    + " holds images that may be of any size; set image.size to the size that the network takes");
        }
    }

    static boolean isImage(Path path) {
        String name = path.getName().toLowerCase(Locale.ROOT);
        return name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png");
    }

    private static void requireFlat(Map<Path, FileStatus> folders) {
        for (Path folder : folders.keySet()) {
            FileStatus stray = folders.get(folder.getParent());
            if (stray != null) {
                throw new BadInputException(stray.getPath() + " lies beside folders of classes (" + folder.getName()
                        + "), so that its class is unclear; move it into the folder of its class");
            }
        }
    }

    private static void requireFilled(Map<Path, FileStatus> folders, ExampleSettings settings, Configuration hadoop)
            throws IOException {
        List<String> wanted = settings.selection().classes();
        TreeSet<Path> parents = new TreeSet<>();
        folders.keySet().forEach(folder -> parents.add(folder.getParent()));
        for (Path parent : parents) {
            if (!holdsSeveral(folders, parent)) {
                continue;
            }
            for (FileStatus child : FileSystems.of(parent, hadoop).listStatus(parent)) {
                String name = child.getPath().getName();
                boolean counts = !name.startsWith("_") && !name.startsWith(".");
                boolean asked = wanted.isEmpty() || wanted.contains(name);
                if (child.isDirectory() && counts && asked && !folders.containsKey(child.getPath())) {
                    throw new BadInputException(child.getPath() + " is the folder of a class but holds no JPEG or PNG;"
                            + " fill it, remove it, or leave the class out of input.classes");
                }
            }
        }
    }

    /** A single folder of images may lie beside anything. */
    private static boolean holdsSeveral(Map<Path, FileStatus> folders, Path parent) {
        return folders.keySet().stream()
                        .filter(folder -> folder.getParent().equals(parent))
                        .limit(2)
                        .count()
                > 1;
    }
}

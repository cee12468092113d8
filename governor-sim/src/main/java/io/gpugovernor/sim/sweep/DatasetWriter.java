package io.gpugovernor.sim.sweep;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes a dataset into its folder, each row as soon as it is measured, so that an end at any moment loses at most the row
 * being written. When all is measured the files are put in order: how many threads measured makes no difference.
 */
public final class DatasetWriter implements AutoCloseable {
    private final Path folder;
    private final Dataset begun;
    private final Map<Sheet<?>, SheetFile> files = new HashMap<>();

    private DatasetWriter(Path folder, Dataset begun) {
        this.folder = folder;
        this.begun = begun;
    }

    /**
     * Begins a dataset, in a folder that is made if there is none.
     *
     * @throws DatasetException if the folder holds a dataset already, or cannot be written
     */
    public static DatasetWriter begin(Path folder, Manifest manifest) {
        if (Files.exists(folder.resolve(DatasetReader.MANIFEST))) {
            throw new DatasetException(
                    folder + ": holds a characterization already; go on with --resume, or give another folder");
        }
        try {
            Files.createDirectories(folder);
            AtomicText.write(folder.resolve(DatasetReader.MANIFEST), ManifestText.write(manifest) + "\n");
        } catch (FileAlreadyExistsException noFolder) {
            throw new DatasetException(folder + ": is a file; give a folder");
        } catch (IOException refused) {
            throw new DatasetException(
                    folder + ": cannot be written (" + refused + "); give a folder that can be written");
        }
        return new DatasetWriter(folder, Dataset.empty(manifest)).opened();
    }

    /**
     * Goes on with a dataset that was begun with the same manifest; begins one if there is none.
     *
     * @throws DatasetException if what is there is of something else, naming what differs, or cannot be used
     */
    public static DatasetWriter resume(Path folder, Manifest manifest) {
        if (!Files.exists(folder.resolve(DatasetReader.MANIFEST))) {
            return begin(folder, manifest);
        }
        Dataset begun = DatasetReader.read(folder);
        List<String> differences = Differences.between(begun.manifest(), manifest);
        if (!differences.isEmpty()) {
            throw new DatasetException(folder + ": was measured otherwise: " + String.join("; ", differences)
                    + "; repeat the command as it was, or give another folder");
        }
        return new DatasetWriter(folder, begun).opened();
    }

    private DatasetWriter opened() {
        try {
            for (Sheet<?> sheet : Sheets.ALL) {
                files.put(sheet, SheetFile.open(folder.resolve(sheet.file()), sheet.header()));
            }
        } catch (DatasetException refused) {
            close();
            throw refused;
        }
        return this;
    }

    /** The files of a dataset in {@code folder}. */
    public static List<Path> files(Path folder) {
        return Stream.concat(Sheets.ALL.stream().map(Sheet::file), Stream.of(DatasetReader.MANIFEST))
                .map(folder::resolve)
                .toList();
    }

    /** What was in the folder when it was opened. */
    public Dataset begun() {
        return begun;
    }

    public void add(Isolated row) {
        append(Sheets.ISOLATED, row);
    }

    public void add(Volley row) {
        append(Sheets.VOLLEYS, row);
    }

    public void add(IdleRow row) {
        append(Sheets.IDLE, row);
    }

    public void add(Capacity row) {
        append(Sheets.CAPACITIES, row);
    }

    public void add(Point row) {
        append(Sheets.POINTS, row);
    }

    private synchronized <T> void append(Sheet<T> sheet, T row) {
        SheetFile file = files.get(sheet);
        if (file == null) {
            throw new IllegalStateException("the dataset is closed");
        }
        file.append(sheet.line(row));
    }

    /**
     * Everything is measured: puts the rows in order, and says so in the manifest.
     *
     * @param slos the limits that were found
     */
    public synchronized Dataset complete(List<Target> slos) {
        close();
        Dataset read = DatasetReader.read(folder);
        Dataset dataset = new Dataset(
                read.manifest().completed(slos),
                read.isolated(),
                read.volleys(),
                read.idle(),
                read.capacities(),
                read.points());
        try {
            rewrite(Sheets.ISOLATED, dataset.isolated());
            rewrite(Sheets.VOLLEYS, dataset.volleys());
            rewrite(Sheets.IDLE, dataset.idle());
            rewrite(Sheets.CAPACITIES, dataset.capacities());
            rewrite(Sheets.POINTS, dataset.points());
            AtomicText.write(folder.resolve(DatasetReader.MANIFEST), ManifestText.write(dataset.manifest()) + "\n");
        } catch (IOException failed) {
            throw SheetFile.lost(folder, failed);
        }
        return dataset;
    }

    private <T> void rewrite(Sheet<T> sheet, List<T> rows) throws IOException {
        StringBuilder text = new StringBuilder(sheet.header()).append('\n');
        rows.forEach(row -> text.append(sheet.line(row)).append('\n'));
        AtomicText.write(folder.resolve(sheet.file()), text.toString());
    }

    @Override
    public synchronized void close() {
        files.values().forEach(SheetFile::close);
        files.clear();
    }
}

package io.multiregion.engine.peer.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Objects as files below a directory, which several machines have mounted, or which something carries over and merges. */
public final class DirectoryBox implements Box {

    /** No object is called so: files under way to their names. */
    private static final String UNFINISHED = ".unfinished-";

    private final Path root;

    public DirectoryBox(Path root) {
        this.root = root;
    }

    @Override
    public List<String> list(String prefix, int most) throws IOException {
        Path folder = root.resolve(prefix);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .limit(most)
                    .map(name -> prefix + name)
                    .toList();
        }
    }

    /** Written aside and linked, which fails if the name is taken: nobody sees half a file. */
    @Override
    public boolean putIfAbsent(String name, byte[] object) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Path aside = file.resolveSibling(UNFINISHED + UUID.randomUUID());
        try {
            Files.write(aside, object, StandardOpenOption.CREATE_NEW);
            Files.createLink(file, aside);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    @Override
    public Optional<byte[]> get(String name, int most) throws IOException {
        try (InputStream file = Files.newInputStream(root.resolve(name))) {
            byte[] object = file.readNBytes(most + 1);
            if (object.length > most) {
                throw new IOException(name + " has more than " + most + " bytes");
            }
            return Optional.of(object);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(root.resolve(name));
    }
}

package io.multiregion.engine.peer.mailbox;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DirectoryBoxTest extends BoxContract {

    @TempDir
    private Path directory;

    @Override
    Box box() {
        return new DirectoryBox(directory);
    }
}

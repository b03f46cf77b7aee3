package io.multiregion.engine.peer.mailbox;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Waits before a request that would be one too many. */
record MeteredBox(Box box, Rate rate) implements Box {

    @Override
    public List<String> list(String prefix, int most) throws IOException {
        await();
        return box.list(prefix, most);
    }

    @Override
    public boolean putIfAbsent(String name, byte[] object) throws IOException {
        await();
        return box.putIfAbsent(name, object);
    }

    @Override
    public Optional<byte[]> get(String name, int most) throws IOException {
        await();
        return box.get(name, most);
    }

    @Override
    public void delete(String name) throws IOException {
        await();
        box.delete(name);
    }

    private void await() throws IOException {
        try {
            for (long nanos = rate.next(); nanos > 0; nanos = rate.next()) {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a request waits for its turn");
        }
    }
}

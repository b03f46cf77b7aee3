package io.multiregion.stories.messages;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Many who send messages to one region, all at once and again and again, until it is closed. */
final class Crowd implements AutoCloseable {

    /** How a body comes. */
    enum Manner {
        /** As fast as it is taken. */
        POURING,
        /** A little now and then. */
        DRIPPING
    }

    /**
     * Some of them.
     *
     * @param name what its answers are counted under
     * @param length of each message, in bytes, if it ever ends
     * @param announcement what goes ahead of each message; null for nothing
     */
    record Group(String name, int members, Manner manner, int length, Supplier<String> announcement) {}

    static final int LONGEST = 9 << 20;

    private static final Duration REST = Duration.ofMillis(250);
    private static final int PATIENCE_MILLIS = 60_000;

    private final URI region;
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final List<Thread> members = new ArrayList<>();
    private volatile boolean closed;

    Crowd(URI region, List<Group> groups) {
        this.region = region;
        for (var group : groups) {
            for (int i = 0; i < group.members(); i++) {
                var member = new Thread(null, () -> act(group), group.name(), 256 << 10);
                member.setDaemon(true);
                members.add(member);
            }
        }
        members.forEach(Thread::start);
    }

    /** How often each group got which status; "cut off" for none. */
    Map<String, Integer> answers() {
        return Map.copyOf(answers);
    }

    private void act(Group group) {
        while (!closed) {
            String status;
            try (var socket = new Socket(region.getHost(), region.getPort())) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                status = send(group, socket.getOutputStream(), socket.getInputStream());
            } catch (IOException e) {
                status = "cut off";
            }
            if (!closed) {
                answers.merge(group.name() + " " + status, 1, Integer::sum);
            }
            LockSupport.parkNanos(REST.toNanos());
        }
    }

    private String send(Group group, OutputStream to, InputStream from) throws IOException {
        var announcement = group.announcement().get();
        var head = "POST /realms/master/multi-region/messages HTTP/1.1\r\nHost: us\r\n"
                + "Content-Type: application/octet-stream\r\nContent-Length: " + group.length() + "\r\n"
                + (announcement == null ? "" : "Multi-Region-Header: " + announcement + "\r\n") + "\r\n";
        to.write(head.getBytes(StandardCharsets.US_ASCII));
        var some = new byte[group.manner() == Manner.POURING ? 64 << 10 : 64];
        for (int sent = 0; sent < group.length() && from.available() == 0; sent += some.length) {
            if (closed) {
                return "closed";
            }
            to.write(some, 0, Math.min(some.length, group.length() - sent));
            if (group.manner() == Manner.DRIPPING) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
        var line = new String(from.readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
        return line.substring(Math.min(line.length(), "HTTP/1.1 ".length()));
    }

    @Override
    public void close() {
        closed = true;
        for (var member : members) {
            try {
                member.join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

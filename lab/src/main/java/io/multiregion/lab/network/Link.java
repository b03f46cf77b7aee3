package io.multiregion.lab.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The network to one region: a TCP proxy that can lose, delay or swallow what passes. There is one per direction, so cutting one leaves
 * the other whole.
 */
public final class Link implements AutoCloseable {

    /** What happens to the traffic. */
    public enum State {
        /** It passes. */
        UP,
        /** Connections are reset, and new ones too. */
        DOWN,
        /** Connections stay open and nothing passes in either direction. */
        BLACK_HOLE,
        /** Requests reach the region, its answers are lost. */
        NO_ANSWERS,
        /** Half-open: the region has gone away for those who talk to it, and what they have sent arrives once this ends. */
        HELD
    }

    private static final long TICK_NANOS = 5_000_000;

    private final ServerSocket server;
    private final int[] targets;
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile State state = State.UP;
    private volatile Duration delay = Duration.ZERO;
    private volatile ByteArrayOutputStream captured;

    private Link(ServerSocket server, int[] targets) {
        this.server = server;
        this.targets = targets;
    }

    /** To a region of one server, or of several nodes that take turns; a node that is not there is left out. */
    public static Link to(int... ports) {
        try {
            var server = new ServerSocket(0, 128, InetAddress.getByName("127.0.0.1"));
            var link = new Link(server, ports);
            link.background("link-" + ports[0], link::accept);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Changes the state. DOWN and UP reset what is open, so that nothing of an old state lives on; but what was held arrives. */
    public void set(State next) {
        var before = state;
        state = next;
        if (next == State.DOWN || next == State.UP && before != State.HELD) {
            open.forEach(Link::reset);
        }
    }

    /** From now on keeps all bytes that pass, in both directions; returns where they are kept. */
    public ByteArrayOutputStream capture() {
        captured = new ByteArrayOutputStream();
        return captured;
    }

    /** Adds a delay to every piece that passes, per direction. */
    public void delay(Duration delay) {
        this.delay = delay;
    }

    @Override
    public void close() {
        state = State.DOWN;
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Link::reset);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                if (state == State.DOWN) {
                    reset(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                // the link is closed, or one connection failed: the next one is not affected
            }
        }
    }

    private void connect(Socket client) throws IOException {
        open.add(client);
        Socket region;
        try {
            region = connected();
        } catch (IOException e) {
            open.remove(client);
            reset(client);
            throw e;
        }
        open.add(region);
        background("link-" + region.getPort() + "-in", () -> pass(client, region, false));
        background("link-" + region.getPort() + "-out", () -> pass(region, client, true));
    }

    private Socket connected() throws IOException {
        var failure = new ConnectException("nobody is there");
        for (int i = 0; i < targets.length; i++) {
            int target = targets[Math.floorMod(turn.getAndIncrement(), targets.length)];
            var region = new Socket();
            try {
                region.connect(new InetSocketAddress("127.0.0.1", target), 5_000);
                return region;
            } catch (IOException e) {
                reset(region);
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private void pass(Socket from, Socket to, boolean answers) {
        var buffer = new byte[16_384];
        try (from;
                to) {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (captured != null) {
                    captured.write(buffer, 0, read);
                }
                LockSupport.parkNanos(delay.toNanos());
                while (state == State.HELD) {
                    LockSupport.parkNanos(TICK_NANOS);
                }
                if (state == State.UP || state == State.NO_ANSWERS && !answers) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // one side has gone: closing both tells the other
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void background(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it is closed already
        }
    }
}
